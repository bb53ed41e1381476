using System.Text.Json.Nodes;
using Simulator.Verification;
using Simulator.Worlds;

namespace Simulator.Tests.Verification;

public sealed class VerifierTests
{
    private static readonly ExpectedEntity[] Expected =
    [
        new("shipments/1", new JsonObject { ["status"] = "departed" }),
        new("shipments/2", new JsonObject { ["status"] = "arrived" }),
        new("purchase-orders/9", new JsonObject { ["number"] = "PO-9" }),
    ];

    [Fact]
    public async Task WhenAllIsAsExpected_ItIsGreen_AndAsksOnce()
    {
        await using var api = await ScriptedApi.Start((path, _) => (200, Right(path)));
        var findings = await Verify(api, key: "harbour-key");
        findings.IsGreen.ShouldBeTrue();
        findings.Lines([]).ShouldHaveSingleItem().ShouldStartWith("verify: 3 entities, 3 fields compared in ");
        api.Asked("/api/shipments/1").ShouldBe(1);
        api.Bearer.ShouldBe("Bearer harbour-key");
    }

    [Fact]
    public async Task OnlyWhatDiffers_IsAskedAgain_UntilItConverges()
    {
        await using var api = await ScriptedApi.Start((path, time) => path == "/api/shipments/2" && time < 3 ? (200, """{"status":"departed"}""") : (200, Right(path)));
        (await Verify(api)).IsGreen.ShouldBeTrue();
        api.Asked("/api/shipments/2").ShouldBe(3);
        api.Asked("/api/shipments/1").ShouldBe(1);
    }

    [Fact]
    public async Task WhatStillDiffersWhenTimeIsUp_IsTold()
    {
        await using var api = await ScriptedApi.Start((path, _) => path == "/api/shipments/2" ? (200, """{"status":"departed"}""") : (200, Right(path)));
        var findings = await Verify(api, settle: TimeSpan.Zero);
        findings.IsGreen.ShouldBeFalse();
        var lines = findings.Lines([]).ToList();
        lines[0].ShouldBe("""shipments/2  status  expected "arrived", got "departed" """.TrimEnd());
        lines[1].ShouldStartWith("verify: 1 difference in 1 of 3 entities, 3 fields compared in ");
    }

    [Theory]
    [InlineData(404, "shipments/2  expected its state, got 404")]
    [InlineData(500, "shipments/2  expected its state, got 500")]
    [InlineData(200, "shipments/2  expected its state, got 200 with something that is no JSON")]
    public async Task NoState_IsADifference(int status, string line)
    {
        await using var api = await ScriptedApi.Start((path, _) => path == "/api/shipments/2" ? (status, "<none>") : (200, Right(path)));
        (await Verify(api, settle: TimeSpan.Zero)).Lines([]).First().ShouldBe(line);
    }

    [Fact]
    public async Task Unavailable_IsAskedAgain()
    {
        await using var api = await ScriptedApi.Start((path, time) => time < 3 ? (503, "") : (200, Right(path)));
        (await Verify(api, settle: TimeSpan.Zero)).IsGreen.ShouldBeTrue();
    }

    [Fact]
    public async Task WithoutTheKey_ItSaysWhatToDo_AndStops()
    {
        await using var api = await ScriptedApi.Start((_, _) => (401, ""));
        var findings = await Verify(api);
        findings.IsGreen.ShouldBeFalse();
        findings.Lines([]).ShouldHaveSingleItem().ShouldContain("--operator-key");
    }

    [Fact]
    public async Task ADeadApi_IsPassedOverForALivingOne()
    {
        var gone = await ScriptedApi.Start((_, _) => (500, ""));
        var url = gone.Url;
        await gone.DisposeAsync();
        await using var api = await ScriptedApi.Start((path, _) => (200, Right(path)));
        (await Verify([url, api.Url])).IsGreen.ShouldBeTrue();

        var alone = await Verify([url], patience: TimeSpan.FromMilliseconds(200));
        alone.IsGreen.ShouldBeFalse();
        alone.Lines([]).ShouldHaveSingleItem().ShouldContain($"nothing answers at {url}");
    }

    [Fact]
    public async Task DroppedEvents_AreNamedAsTheReason()
    {
        await using var api = await ScriptedApi.Start((_, _) => (404, ""));
        var lines = (await Verify(api, settle: TimeSpan.Zero)).Lines(["shipments/1", "shipments/2", "shipments/7"]).ToList();
        lines[^1].ShouldBe("verify: events were never sent (--drop), so 3 of the paths are expected to differ. Of those that do, 2 are among them and 1 not.");
    }

    [Fact]
    public void AtMostFiftyDifferences_ArePrinted_AndAllCounted()
    {
        var differences = Enumerable.Range(0, 1_234).Select(number => new Difference($"shipments/{number}", "status", "1", "2")).ToList();
        var lines = new Findings(2_000, 9_000, differences, TimeSpan.FromSeconds(1)).Lines([]).ToList();
        lines.Count.ShouldBe(52);
        lines[50].ShouldBe("… and 1,184 more differences.");
        lines[51].ShouldBe("verify: 1,234 differences in 1,234 of 2,000 entities, 9,000 fields compared in 1.0 s.");
    }

    [Fact]
    public async Task AHistory_IsReadToItsEnd_AndComparedAsAWhole()
    {
        ExpectedEvent[] history = [new("1", "/shipment#created", null, null), new("2", "/shipment_leg#departed", null, null), new("link:7", "relay:link", null, null)];
        var entity = new ExpectedEntity("shipments/1", new JsonObject { ["version"] = 3 }) { Events = history };
        await using var api = await ScriptedApi.Start((path, time) => (200, (path, time) switch
        {
            ("/api/shipments/1", _) => """{"version":4}""",
            (_, 1) => """{"items":[{"eventId":"1","type":"/shipment#created"},{"eventId":"2","type":"/shipment_leg#arrived"}],"next":"c 2"}""",
            _ => """{"items":[{"eventId":"2","type":"/shipment_leg#arrived"},{"eventId":"9","type":"/shipment#note_added"}],"next":null}""",
        }));
        var findings = await new Verifier(new VerifyOptions([api.Url], null, TimeSpan.Zero, TimeSpan.FromMinutes(3), 4), TimeProvider.System).Verify([entity], TestContext.Current.CancellationToken);
        findings.Lines([]).SkipLast(1).ShouldBe(
        [
            "shipments/1  version  expected 3, got 4",
            "shipments/1  events  expected 2 once, got it once more",
            "shipments/1  events[2].type  expected \"/shipment_leg#departed\", got \"/shipment_leg#arrived\"",
            "shipments/1  events  expected link:7 (relay:link), got a history without it",
            "shipments/1  events  expected a history without it, got 9 (/shipment#note_added)",
        ]);
    }

    [Fact]
    public async Task ListsAndDeadLetters_AreLookedAt_WhereAsked()
    {
        ExpectedEntity[] expected =
        [
            new("shipments/1", new JsonObject { ["id"] = "1", ["status"] = "departed" }), new("shipments/2", new JsonObject { ["id"] = "2", ["status"] = "departed" }), new("shipments/3", new JsonObject { ["id"] = "3" }),
        ];
        await using var api = await ScriptedApi.Start((path, _) => (200, path switch
        {
            "/api/shipments" => """{"items":[{"id":"1"},{"id":"3"}],"next":null}""",
            "/api/dead-letters" => """{"items":[{"id":41,"reason":"parked","type":"/shipment#created","eventId":"77","detail":"Nobody answered."}],"next":null}""",
            _ => """{"id":"ID","status":"departed"}""".Replace("ID", path[^1..], StringComparison.Ordinal),
        }));
        var options = new VerifyOptions([api.Url], null, TimeSpan.Zero, TimeSpan.FromMinutes(3), 4) { ListsOfEvery = 1, DeadLetters = 0 };
        var lines = (await new Verifier(options, TimeProvider.System).Verify(expected, TestContext.Current.CancellationToken)).Lines([]).ToList();
        lines.ShouldContain("shipments?status=departed  items  expected 2, got a list without it");
        lines.ShouldNotContain(line => line.StartsWith("shipments?status=departed", StringComparison.Ordinal) && line.Contains('3'));
        lines.ShouldContain("shipments?flex=1  items  expected a list without it, got 3");
        lines.ShouldContain("dead-letters  open  expected 0, got 1");
        lines.ShouldContain("dead-letters  [41]  expected no such letter, got parked: /shipment#created 77 Nobody answered.");
        api.Asked("/api/dead-letters").ShouldBe(1);
    }

    private static string Right(string path) => path switch
    {
        "/api/shipments/1" => """{"id":"1","status":"departed"}""",
        "/api/shipments/2" => """{"id":"2","status":"arrived"}""",
        _ => """{"id":"9","number":"PO-9"}""",
    };

    private static Task<Findings> Verify(ScriptedApi api, string? key = null, TimeSpan? settle = null) => Verify([api.Url], key, settle);

    private static Task<Findings> Verify(IReadOnlyList<Uri> apis, string? key = null, TimeSpan? settle = null, TimeSpan? patience = null) =>
        new Verifier(new VerifyOptions(apis, key, settle ?? TimeSpan.FromMinutes(3), patience ?? TimeSpan.FromMinutes(3), 4), TimeProvider.System)
            .Verify(Expected, TestContext.Current.CancellationToken);
}
