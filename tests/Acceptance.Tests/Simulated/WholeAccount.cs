using System.Globalization;
using Acceptance.Tests.Deployments;
using TestKit.Services;

namespace Acceptance.Tests.Simulated;

/// <summary>
/// A Flexport account, with a fifth of all events delivered more than once and all of them in any order. In the end the service knows what the
/// account's own model knows, field by field. Small worlds in the quick run, whole ones in the long run.
/// </summary>
public abstract class WholeAccount(int shipments, int events, int kills) : IAsyncLifetime
{
    private const string Flexport = "--retry";
    private readonly string[] world =
    [
        "--shipments", shipments.ToString(CultureInfo.InvariantCulture), "--events", events.ToString(CultureInfo.InvariantCulture), "--seed", "20311",
    ];
    private readonly List<ServiceProcess> silos = [];
    private readonly List<ServiceProcess> fronts = [];
    private readonly Stack<IAsyncDisposable> stores = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in fronts.Concat(silos)) await process.DisposeAsync();
        while (stores.TryPop(out var store)) await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The quick run has the same under kills.
    [Fact, Trait("Length", "Long")]
    public async Task OnSqlite()
    {
        await StartOnSqlite();
        await Send(Flexport);
        await Verify();
    }

    [Fact]
    public async Task OnSqlite_KilledAgainAndAgain()
    {
        await StartOnSqlite();
        await SendUnderKills(fronts);
        await Verify();
    }

    [Fact, Trait("Length", "Long")]
    public async Task OnPostgres_TwoSilosAndTwoFrontEnds()
    {
        await StartOnPostgres();
        await Send(Flexport);
        await Verify();
    }

    [Fact]
    public async Task OnPostgres_TwoSilosAndTwoFrontEnds_OneOfThemKilledAgainAndAgain()
    {
        await StartOnPostgres();
        var all = new List<ServiceProcess>([.. silos, .. fronts]);
        try
        {
            await SendUnderKills(all);
        }
        finally
        {
            silos.Clear();
            silos.AddRange(all.Take(2));
            fronts.Clear();
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
        // The first one makes the schema. Front ends of their own: the silos answer probes alone.
        var silo = new ServiceSettings("Silo", store.Settings) { More = new Dictionary<string, string> { ["Api__Enabled"] = "false" } };
        silos.Add(await ServiceProcess.Start(silo));
        var others = await Task.WhenAll(
            ServiceProcess.Start(new ServiceSettings("Silo", store.Settings) { More = silo.More }),
            ServiceProcess.Start(new ServiceSettings("Api", store.Settings)),
            ServiceProcess.Start(new ServiceSettings("Api", store.Settings)));
        silos.Add(others[0]);
        fronts.AddRange(others[1..]);
    }

    private Task<string> Send(params string[] more) => SimulatorProcess.Run(Sending(more));

    private IEnumerable<string> Sending(params string[] more) =>
    [
        "send", .. fronts.SelectMany(front => new[] { "--url", $"{front.Url}webhooks/flexport" }), "--secret", fronts[0].Settings.Secret, .. world,
        "--duplicates", "0.2", "--shuffle", "full", .. more,
    ];

    /// <summary>Whoever is away says nothing or 503: anything else is a failure at once, for it is not asked to be sent again.</summary>
    private async Task SendUnderKills(List<ServiceProcess> processes)
    {
        var killer = Killer.Start(processes, seed: 7);
        await using (killer)
        {
            await SimulatorProcess.Run(
                killer.StrikeWhenTold,
                Sending("--patience", "10m", "--tell-every", Killer.DeliveriesBetween(kills, events)));
        }

        killer.Kills.ShouldBeGreaterThanOrEqualTo(kills);
    }

    private Task<string> Verify() => SimulatorProcess.Run(
    [
        "verify", .. fronts.SelectMany(front => new[] { "--api", front.Url.ToString() }), "--operator-key", fronts[0].Settings.ApiKey, .. world, "--settle", "10m",
    ]);
}

public sealed class SmallAccount() : WholeAccount(shipments: 120, events: 3_000, kills: 3);

[Trait("Length", "Long")]
public sealed class LargeAccount() : WholeAccount(shipments: 2_000, events: 60_000, kills: 7);
