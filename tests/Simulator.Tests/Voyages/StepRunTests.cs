using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Flexport.Webhooks.Signatures;
using Simulator.Tests.Delivery;
using Simulator.Tests.Verification;
using Simulator.Verification.Steps;
using Simulator.Worlds.Steps;

namespace Simulator.Tests.Voyages;

/// <summary>The steps mode against a service that shows what a test wants it to show.</summary>
public sealed class StepRunTests
{
    private static readonly IReadOnlyList<StepShipment> Told = StepWorld.Make(new StepOptions(5, 22, Knowing.Travel, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero)));
    private static readonly int Steps = Told.Sum(one => one.Steps.Count);

    [Fact]
    public async Task AServiceThatIsRightAtEveryStep_HasNoWrongStep()
    {
        var findings = await Run();
        findings.IsGreen.ShouldBeTrue(string.Join('\n', findings.Lines(60)));
        (findings.Shipments, findings.Steps).ShouldBe((22, Steps));
        findings.Announcements.ShouldBe(0);
    }

    [Theory]
    [InlineData("phase", "\"inland\"")]
    [InlineData("status", "\"arrived\"")]
    [InlineData("archived", "true")]
    [InlineData("inferred", "[\"departed\"]")]
    [InlineData("estimates.arrival", "\"2020-01-01T00:00:00Z\"")]
    [InlineData("actuals.departure", "\"2020-01-01T00:00:00Z\"")]
    public async Task OneStepThatShowsSomethingElse_IsTheOneThatIsReported(string field, string shown)
    {
        var shipment = Told[0];
        var findings = await Run((id, place, state) =>
        {
            if (id != shipment.Id || place != 2) return;
            var path = field.Split('.');
            if (path.Length == 1) state[field] = JsonNode.Parse(shown);
            else state[path[0]]![path[1]] = JsonNode.Parse(shown);
        });
        findings.IsGreen.ShouldBeFalse();
        var wrong = findings.Wrong.ShouldHaveSingleItem();
        (wrong.Shipment, wrong.Place, wrong.Of, wrong.Event.Id).ShouldBe((shipment.Id, 2, shipment.Steps.Count, shipment.Steps[1].Event.Id));
        wrong.Differences[0].Field.ShouldStartWith(field);
        findings.Lines(60).Last().ShouldStartWith(FormattableString.Invariant($"steps: 1 of {Steps} steps wrong in 22 shipments, 0 of "));
    }

    [Fact]
    public void AnAnnouncementThatTheEndContradicts_IsReported_UnlessFlexportCorrectedIt()
    {
        var (noon, later) = (new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));
        var shipment = new StepShipment("7", "ocean", [], new HashSet<string> { "delivered" }, new Dictionary<string, DateTimeOffset> { ["departed"] = noon });
        Contradiction.Of(shipment, [new("milestone:departed", noon.ToOffset(TimeSpan.FromHours(8))), new("estimate:arrival", later), new("milestone:delivered", later)]).ShouldBeEmpty();
        Contradiction.Of(shipment, [new("milestone:departed", later), new("milestone:arrived", later)]).ShouldBe(
            [new Contradiction("7", "ocean", "departed", later, noon), new Contradiction("7", "ocean", "arrived", later, null)]);
    }

    [Fact]
    public async Task AnEventThatIsNotTaken_EndsTheRun_AndSaysSo()
    {
        await using var webhook = await ScriptedWebhook.Start((_, _) => 500);
        await using var api = await ScriptedApi.Start((_, _) => (200, "{}"));
        var findings = await new StepRun(Options(webhook, api), TimeProvider.System).Run(Told, TestContext.Current.CancellationToken);
        findings.IsGreen.ShouldBeFalse();
        findings.Problem.ShouldNotBeNull().ShouldContain("was answered 500");
    }

    /// <param name="spoil">Changes what is shown of a shipment after one of its steps.</param>
    private static async Task<StepFindings> Run(Action<string, int, JsonObject>? spoil = null)
    {
        var steps = Told.SelectMany(one => one.Steps.Select((step, place) => (one.Id, Place: place + 1, Step: step))).ToDictionary(one => System.Text.Encoding.UTF8.GetString(one.Step.Event.Body));
        var shown = new ConcurrentDictionary<string, string>();
        await using var webhook = await ScriptedWebhook.Start((body, _) =>
        {
            var (id, place, step) = steps[body];
            var state = step.Expected.DeepClone().AsObject();
            spoil?.Invoke(id, place, state);
            shown[$"/api/shipments/{id}"] = state.ToJsonString();
            return 200;
        });
        await using var api = await ScriptedApi.Start((path, _) => (200, path == "/api/announcements" ? Announcements() : shown[path]));
        return await new StepRun(Options(webhook, api), TimeProvider.System).Run(Told, TestContext.Current.CancellationToken);

        static string Announcements() => """{"items":[{"thing":"estimate:arrival","occurredAt":"2026-03-01T12:00:00Z"}],"next":null}""";
    }

    private static StepRunOptions Options(ScriptedWebhook webhook, ScriptedApi api) => new([webhook.Url], [api.Url], WebhookSecret.FromText("steps", "lighthouse-7"), null, TimeSpan.FromSeconds(5), 4);
}
