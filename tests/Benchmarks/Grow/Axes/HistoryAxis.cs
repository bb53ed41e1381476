using System.Globalization;

namespace Benchmarks.Grow.Axes;

/// <summary>
/// What the next events of an entity cost that has so many behind it. Entities are filled through the service, then measured in groups of <see cref="AtOnce"/>: so many have
/// events in flight at any time, however long their histories are, and each gets few events in proportion to those that it has.
/// </summary>
internal sealed class HistoryAxis : IAxis
{
    private const int AtOnce = 64;
    private const int LeastNext = 10;
    private const int PartOfHistory = 20;

    // Fills that are shorter leave the service cold.
    private const int WarmShipments = 2_000;
    private const int WarmEvents = 15;

    public string Name => "history";

    public string What => "events of an entity so far";

    public IReadOnlyList<int> Points { get; } = [10, 100, 1_000, 10_000];

    public async Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms)
    {
        var table = new CostTable(Name, What, "entities");
        foreach (var history in points)
        {
            var next = Math.Max(LeastNext, history / PartOfHistory);
            var groups = Math.Max(1, (int)Math.Ceiling(terms.Options.Events / (double)(AtOnce * next)));
            var traffic = new GrownTraffic($"his{history}", groups * AtOnce, terms.Secret);
            await using var subject = await Subject.Start(terms);
            await subject.Fill(new GrownTraffic("warm", WarmShipments, terms.Secret).Filling(WarmEvents), "warm-up");
            await subject.Fill(traffic.Filling(history), string.Create(CultureInfo.InvariantCulture, $"{traffic.Shipments:N0} entities of {history:N0} events"));
            var figures = await subject.Measure(traffic.Of(traffic.Shipments * next, i => Place(i, next, history)));
            table.Add(new CostRow(history, null, traffic.Shipments.ToString("N0", CultureInfo.InvariantCulture), figures));
        }

        string[] said =
        [
            string.Create(CultureInfo.InvariantCulture, $"Small events of dialect A. Measured are the next {LeastNext} events of each entity, or a {PartOfHistory}th of its history where that is more; {AtOnce} entities have events in flight at any time. Histories were made through the service."),
            "",
        ];
        return new AxisReport([.. said, .. table.Lines()], [table.Processor()], table.IsSound);
    }

    /// <summary>Group by group; in a group all entities in turns.</summary>
    private static (int Shipment, int Number) Place(int i, int next, int history)
    {
        var (group, within) = Math.DivRem(i, AtOnce * next);
        return ((group * AtOnce) + (within % AtOnce), history + (within / AtOnce));
    }
}
