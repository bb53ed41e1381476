using System.Diagnostics;
using System.Globalization;
using Benchmarks.Compare.Gauges;
using Benchmarks.Compare.Reporting;
using Benchmarks.Plot;

namespace Benchmarks.Grow.Axes;

/// <summary>
/// How long it takes to activate an entity of so many events, and what the activation takes of memory then. After a restart the views of entities are asked for: that activates them and does
/// nothing else.
/// </summary>
internal sealed class ActivationAxis : IAxis
{
    private const int Others = 300;
    private const int OneByOne = 500;
    private const int AtOnce = 16;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    // Enough to be seen beside what the process does meanwhile, few enough to be filled.
    private const int MostEntities = 5_000;
    private const int MostEvents = 400_000;
    private const int LeastEntities = 100;

    public string Name => "activation";

    public string What => "events of an entity";

    public IReadOnlyList<int> Points { get; } = [1, 10, 100, 1_000];

    public async Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms)
    {
        var rows = new List<Activated>();
        foreach (var line in Head) Console.WriteLine(line);
        foreach (var history in points)
        {
            rows.Add(await Measure(history, terms));
            Console.WriteLine(Line(rows[^1]));
        }

        string[] said =
        [
            "Small events of dialect A; entities are filled through the service, which is restarted then (PostgreSQL is not). Time: GET of a view over HTTP, one after the other; cold is the first of an entity, warm a later one. "
                + "Memory: bytes of objects in use in the service after a forced collection, before and after so many entities are activated by a GET, divided by their number. Its state alone: the same events folded in another process "
                + "that holds nothing else. Above it: Orleans' activation and directory, the ledger, and for each event of the entity its id in the processed-event set.",
            "",
        ];
        return new AxisReport([.. said, .. Head, .. rows.Select(Line)], [Time(rows), Memory(rows)], IsSound: true);
    }

    private static readonly string[] Head =
    [
        "| events of an entity | entities | cold p50 ms | cold p99 ms | warm p50 ms | warm p99 ms | bytes for each activation | its state alone | above its state | service MB then |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ];

    private static async Task<Activated> Measure(int history, GrowTerms terms)
    {
        var entities = Math.Clamp(MostEvents / history, LeastEntities, MostEntities);
        var traffic = new GrownTraffic($"act{history}", entities + Others, terms.Secret);
        await using var subject = await Subject.Start(terms);
        await subject.Fill(traffic.Filling(history), string.Create(CultureInfo.InvariantCulture, $"{traffic.Shipments:N0} entities of {history:N0} events"));
        await subject.Restart();

        // Other entities, until the compiler has done its best.
        for (var round = 0; round < 10; round++) await Views(Enumerable.Range(entities, Others), AtOnce);
        await Views(Enumerable.Range(entities, Others), 1);
        await Task.Delay(Rest);
        var before = await subject.LiveBytes();
        var single = Math.Min(OneByOne, entities);
        var cold = await Views(Enumerable.Range(0, single), 1);
        var warm = await Views(Enumerable.Range(0, single), 1);
        await Views(Enumerable.Range(single, entities - single), AtOnce);
        await Task.Delay(Rest);
        var live = await subject.LiveBytes() - before;
        return new Activated(
            history, entities, Percentiles.Of(cold, 50), Percentiles.Of(cold, 99), Percentiles.Of(warm, 50), Percentiles.Of(warm, 99), live / (double)entities, StateSize.Of(traffic, history), ProcessTree.Resident([subject.Process.Id]));

        async Task<float[]> Views(IEnumerable<int> shipments, int atOnce)
        {
            var times = new System.Collections.Concurrent.ConcurrentBag<float>();
            await Parallel.ForEachAsync(shipments, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (shipment, _) =>
            {
                var began = Stopwatch.GetTimestamp();
                if (await subject.Process.Client.ReadBytes($"/api/shipments/{traffic.Id(shipment)}") is null) throw new InvalidOperationException($"There is no shipment {traffic.Id(shipment)}, though its events were acknowledged.");
                times.Add((float)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            });
            return [.. times.Order()];
        }
    }

    private static string Line(Activated row) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.History:N0} | {row.Entities:N0} | {row.ColdP50:0.00} | {row.ColdP99:0.00} | {row.WarmP50:0.00} | {row.WarmP99:0.00} | {row.Live:N0} | {row.State:N0} | {row.Above:N0} | {row.Resident / 1e6:N0} |");

    private Chart Time(List<Activated> rows) => new("activation-time", "Time of a GET of a view", What, "milliseconds",
    [
        new Series("cold p50", [.. rows.Select(static row => ((double)row.History, row.ColdP50))]),
        new Series("cold p99", [.. rows.Select(static row => ((double)row.History, row.ColdP99))]),
        new Series("warm p50", [.. rows.Select(static row => ((double)row.History, row.WarmP50))]),
    ], LogUp: true);

    private Chart Memory(List<Activated> rows) => new("activation-memory", "Memory of an idle activation", What, "bytes",
    [
        new Series("activation", [.. rows.Select(static row => ((double)row.History, row.Live))]),
        new Series("its state alone", [.. rows.Select(static row => ((double)row.History, row.State))]),
    ], LogUp: true);
}
