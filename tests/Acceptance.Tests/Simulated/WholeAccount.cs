using Acceptance.Tests.Deployments;
using TestKit.Services;

namespace Acceptance.Tests.Simulated;

/// <summary>
/// A whole Flexport account, with a fifth of all events delivered more than once and all of them in any order. In the end the service
/// knows what the account's own model knows, field by field.
/// </summary>
public sealed class WholeAccount : IAsyncLifetime
{
    // A few minutes on a machine of its own; tests may have to share it.
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    // With a process away for half of the time, a delivery may fail many times in a row. It must get through in the end.
    private const string Patience = "5m";
    private static readonly string[] World = ["--shipments", "2000", "--events", "60000", "--seed", "20311"];
    private readonly List<ServiceProcess> silos = [];
    private readonly List<ServiceProcess> fronts = [];
    private readonly Stack<IAsyncDisposable> stores = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in fronts.Concat(silos)) await process.DisposeAsync();
        while (stores.TryPop(out var store)) await store.DisposeAsync();
    }

    [Fact]
    public async Task OnSqlite()
    {
        await StartOnSqlite();
        await Send();
        await Verify();
    }

    [Fact]
    public async Task OnSqlite_KilledEveryTenSeconds()
    {
        await StartOnSqlite();
        await SendUnderKills(fronts);
        await Verify();
    }

    [Fact]
    public async Task OnPostgres_TwoSilosAndTwoFrontEnds()
    {
        await StartOnPostgres();
        await Send();
        await Verify();
    }

    [Fact]
    public async Task OnPostgres_TwoSilosAndTwoFrontEnds_OneOfThemKilledEveryTenSeconds()
    {
        await StartOnPostgres();
        var all = new List<ServiceProcess>([.. silos, .. fronts]);
        silos.Clear();
        fronts.Clear();
        try
        {
            await SendUnderKills(all);
        }
        finally
        {
            silos.AddRange(all.Take(2));
            fronts.AddRange(all.Skip(2));
        }

        await Verify();
    }

    private async Task StartOnSqlite()
    {
        var store = await Store.Create(Engine.Sqlite);
        stores.Push(store);
        fronts.Add(await ServiceProcess.Start(new ServiceSettings("Silo", store.Settings)));
    }

    private async Task StartOnPostgres()
    {
        var store = await Store.Create(Engine.Postgres);
        stores.Push(store);
        for (var i = 0; i < 2; i++)
        {
            // Front ends of their own: the silos answer probes alone.
            var silo = new ServiceSettings("Silo", store.Settings) { More = new Dictionary<string, string> { ["Api__Enabled"] = "false" } };
            silos.Add(await ServiceProcess.Start(silo));
        }

        for (var i = 0; i < 2; i++) fronts.Add(await ServiceProcess.Start(new ServiceSettings("Api", store.Settings)));
    }

    private Task<string> Send(params string[] more) => SimulatorProcess.Run(
        Within,
        ["send", .. fronts.SelectMany(front => new[] { "--url", $"{front.Url}webhooks/flexport" }), "--secret", fronts[0].Settings.Secret, .. World, "--duplicates", "0.2", "--shuffle", "full", "--retry", .. more]);

    private async Task SendUnderKills(List<ServiceProcess> processes)
    {
        var urls = (fronts.Count > 0 ? fronts : processes.Skip(2)).SelectMany(front => new[] { "--url", $"{front.Url}webhooks/flexport" }).ToList();
        await using var killer = Killer.Start(processes, seed: 7);
        await SimulatorProcess.Run(
            Within,
            ["send", .. urls, "--secret", processes[0].Settings.Secret, .. World, "--duplicates", "0.2", "--shuffle", "full", "--retry", "--rate", "900", "--patience", Patience]);
        killer.Kills.ShouldBeGreaterThanOrEqualTo(5);
    }

    private Task<string> Verify() => SimulatorProcess.Run(
        Within,
        ["verify", .. fronts.SelectMany(front => new[] { "--api", front.Url.ToString() }), "--operator-key", fronts[0].Settings.ApiKey, .. World, "--settle", "180s"]);
}
