using Simulator.Commands;
using Simulator.Tests.Delivery;
using Simulator.Tests.Verification;

namespace Simulator.Tests.Commands;

public sealed class CommandLineTests
{
    private const string Secret = "lighthouse-7";
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    [Theory]
    [InlineData("send --secret s", "'--url' is required")]
    [InlineData("send --url x --secret s", "send --url: 'x' is no address. Give one such as http://localhost:8080.")]
    [InlineData("send --url http://localhost --secret s --duplicates 2", "send --duplicates: '2' cannot be read. Give a share from 0 to 1, such as 0.2.")]
    [InlineData("send --url http://localhost --secret s --shuffle window:0", "send --shuffle: 'window:0' cannot be read. Give full, window:N or none.")]
    [InlineData("send --url http://localhost --secret s --patience 5", "send --patience: '5' cannot be read. Give a duration such as 500ms, 60s or 5m.")]
    [InlineData("send --url http://localhost --secret s --connections 0", "send --connections: '0' cannot be read. Give a whole number from 1 to 4096.")]
    [InlineData("send --url http://localhost --secret s --rate fast", "send --rate: 'fast' cannot be read.")]
    [InlineData("send --url http://localhost --secret s --rate 5/s --speed 9", "send --rate and --speed: both say when to send. Give one of them.")]
    [InlineData("send --url http://localhost --secret s --rotate-at 0.5", "send --rotate-at: there is nothing to rotate to. Give --next-secret too.")]
    [InlineData("send --url http://localhost --secret s --api http://localhost", "send --api: it is only asked with --verify. Give --verify too.")]
    [InlineData("send --url http://localhost --secret s --objects /no/such/folder", "send --objects: there is no folder /no/such/folder.")]
    [InlineData("send --url http://localhost --secret s --objects /tmp --verify", "send --verify: only a world can be verified.")]
    [InlineData("send --url http://localhost --secret s --bogus", "'--bogus'")]
    [InlineData("verify", "'--api' is required")]
    [InlineData("verify --api http://localhost --start never", "verify --start: 'never' cannot be read. Give an instant such as 2026-01-05T00:00:00Z.")]
    [InlineData("serve --port 65536", "serve --port: '65536' cannot be read. Give a whole number from 0 to 65535.")]
    [InlineData("serve --throttle often", "serve --throttle: 'often' cannot be read.")]
    [InlineData("steps --secret s", "'--url' is required")]
    [InlineData("steps --url http://localhost --secret s --order sideways", "steps --order: 'sideways' cannot be read. Give travel, estimates-first or shuffled.")]
    [InlineData("record --secret s", "'--to' is required")]
    [InlineData("record --to x --secret s --events 0", "record --events: '0' cannot be read. Give a whole number from 1 to 1000000.")]
    [InlineData("sing", "'sing'")]
    public async Task AWrongCommandLine_IsExplained_AndEndsIn2(string arguments, string explanation)
    {
        (await Run(arguments)).ShouldBe(ExitCodes.WrongCommand);
        error.ToString().ShouldContain(explanation);
        output.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, ExitCodes.Good)]
    [InlineData(401, ExitCodes.Failed)]
    [InlineData(500, ExitCodes.Failed)]
    public async Task Sending_EndsInZero_OnlyWhenAllWasTaken(int status, int code)
    {
        await using var webhook = await ScriptedWebhook.Start((_, attempt) => attempt == 1 ? 503 : status);
        var folder = Directory.CreateTempSubdirectory("objects");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "one.json"), """{"_object":"/shipment","id":1}""", TestContext.Current.CancellationToken);
            (await Run($"send --url http://127.0.0.1:{webhook.Url.Port} --secret {Secret} --objects {folder.FullName}")).ShouldBe(code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        output.ToString().ShouldContain(System.FormattableString.Invariant($"{status}  one.json  /shipment#created  "));
        output.ToString().ShouldContain(System.FormattableString.Invariant($"answers    {status}: 1, 503: 1"));
    }

    [Fact]
    public async Task AWorld_IsSentRepeatedAndVerified_AndWhatDiffersEndsIn1()
    {
        await using var webhook = await ScriptedWebhook.Start((_, _) => 200);
        await using var api = await ScriptedApi.Start((_, _) => (200, "{}"));
        var world = $"--secret {Secret} --shipments 5 --events 150 --seed 3 --duplicates 0.5";
        (await Run($"send --url http://127.0.0.1:{webhook.Url.Port} {world}")).ShouldBe(ExitCodes.Good);
        webhook.Accepted.Distinct().Count().ShouldBe(150);
        webhook.Accepted.Count.ShouldBeGreaterThan(200);

        (await Run($"send --url http://127.0.0.1:{webhook.Url.Port} {world} --verify --api {api.Url} --settle 0s")).ShouldBe(ExitCodes.Failed);
        output.ToString().ShouldContain("got no such field");
        webhook.Accepted.Distinct().Count().ShouldBe(150);
    }

    [Fact]
    public async Task VerifyAlone_AsksForTheSameWorld()
    {
        await using var api = await ScriptedApi.Start((_, _) => (404, ""));
        (await Run($"verify --api {api.Url} --shipments 5 --events 150 --seed 3 --settle 0s")).ShouldBe(ExitCodes.Failed);
        output.ToString().ShouldContain("expected its state, got 404");
    }

    [Fact]
    public async Task Steps_OfAServiceThatShowsNothing_EndIn1_AndCountEachStepOnce()
    {
        await using var webhook = await ScriptedWebhook.Start((_, _) => 200);
        await using var api = await ScriptedApi.Start((path, _) => (200, path.EndsWith("announcements", StringComparison.Ordinal) ? """{"items":[]}""" : "{}"));
        (await Run($"steps --url http://127.0.0.1:{webhook.Url.Port} --api {api.Url} --secret {Secret} --shipments 3 --seed 3")).ShouldBe(ExitCodes.Failed);
        output.ToString().ShouldContain(System.FormattableString.Invariant($"steps: {webhook.Accepted.Count} of {webhook.Accepted.Count} steps wrong in 3 shipments"));
    }

    private Task<int> Run(string arguments) =>
        CommandLine.Run(arguments.Split(' '), output, error, TimeProvider.System, TestContext.Current.CancellationToken);
}
