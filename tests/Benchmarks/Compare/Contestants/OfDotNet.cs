using Benchmarks.Compare.Stores;
using TestKit;
using TestKit.Services;

namespace Benchmarks.Compare.Contestants;

/// <summary>The contestants that are processes of .NET: all are told where to listen and what to keep things in as the service is.</summary>
internal static class OfDotNet
{
    // An event that was passed on to a shipment is there twice, under one id; what the service writes by itself has ids of its own.
    public const string AcceptedEvents = """
        SELECT count(*) FROM (
          SELECT event_id FROM events WHERE event_id NOT LIKE 'link:%' AND event_id NOT LIKE 'deadline:%'
          UNION SELECT event_id FROM dead_letters) AS kept
        """;

    private const string AllEntries = "SELECT count(*) FROM events";

    private const string PlainEvents = "SELECT coalesce(sum((convert_from(payloadbinary, 'UTF8')::jsonb ->> 'Count')::bigint), 0) FROM orleansstorage";

    public static async Task<Running> Ours(Terms terms) => await OneProcess(terms, await terms.Ground.Database());

    public static Task<Running> OursSqlite(Terms terms) => OneProcess(terms, new SqliteStore());

    public static async Task<Running> OursSplit(Terms terms)
    {
        var store = await terms.Ground.Database();
        var silo = await Started(terms, store, "Silo", new() { ["Api__Enabled"] = "false" });
        try
        {
            var front = await Start(terms, store, "Api", []);
            return new Running(store) { Url = front.Process.Url, CountEvents = AcceptedEvents, CountEntries = AllEntries, CaughtUp = () => CaughtUp.Wait(silo.Process.Client) }
                .With(silo.Process.Id, silo.Process.DisposeAsync, silo.Allocations)
                .With(front.Process.Id, front.Process.DisposeAsync, front.Allocations);
        }
        catch
        {
            await silo.Process.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps rows in the tables of the service, with its storage engine.</summary>
    public static async Task<Running> Floor(Terms terms) => await Alone(terms, await terms.Ground.Database(), "tests/Benchmarks/Floor", AcceptedEvents);

    public static async Task<Running> Plain(Terms terms) => await Alone(terms, await terms.Ground.Database(), "tests/Benchmarks/PlainOrleans", PlainEvents);

    private static async Task<Running> OneProcess(Terms terms, IStore store)
    {
        var silo = await Started(terms, store, "Silo");
        return new Running(store) { Url = silo.Process.Url, CountEvents = AcceptedEvents, CountEntries = AllEntries, CaughtUp = () => CaughtUp.Wait(silo.Process.Client) }
            .With(silo.Process.Id, silo.Process.DisposeAsync, silo.Allocations);
    }

    private static async Task<Running> Alone(Terms terms, IStore store, string project, string countEvents)
    {
        var one = await Started(terms, store, project);
        return new Running(store) { Url = one.Process.Url, CountEvents = countEvents }.With(one.Process.Id, one.Process.DisposeAsync, one.Allocations);
    }

    private static async Task<(ServiceProcess Process, HeapGauge Allocations)> Started(Terms terms, IStore store, string project, Dictionary<string, string>? more = null)
    {
        try
        {
            return await Start(terms, store, project, more ?? []);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one process, and waits until it is ready.</summary>
    public static async Task<(ServiceProcess Process, HeapGauge Allocations)> Start(Terms terms, IStore store, string project, Dictionary<string, string> more)
    {
        var allocations = new HeapGauge();
        foreach (var (name, value) in allocations.Environment) more[name] = value;
        // As all these programs are built: the test kit, which often runs many of them at once, turns it off.
        more["DOTNET_gcServer"] = "1";
        if (!terms.Settings.Announcements) more["Flexport__Notifications__Default"] = "false";
        var settings = new ServiceSettings(project, store.Settings)
        {
            Secret = terms.Secret,
            ClusterId = "compare",
            Assembly = project == "Silo" && terms.Settings.Published is { } folder ? Published(folder) : null,
            More = more,
        };
        return (await ServiceProcess.Start(settings), allocations);
    }

    private static string Published(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(folder, "Silo.dll"));
        return File.Exists(path) ? path : throw new InvalidOperationException($"--published: there is no {path}. Give the folder that dotnet publish of Silo has written.");
    }
}
