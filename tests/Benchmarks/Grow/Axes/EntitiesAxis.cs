using System.Globalization;

namespace Benchmarks.Grow.Axes;

/// <summary>
/// What an event costs when so many entities are known: warm, of entities that are activated, and cold, the first one of each entity after a restart of the service. All entities
/// are made through the service, with one event each.
/// </summary>
internal sealed class EntitiesAxis : IAxis
{
    private const int WarmShipments = 2_000;
    private const int WarmEvents = 10;

    public string Name => "entities";

    public string What => "entities";

    public IReadOnlyList<int> Points { get; } = [1_000, 10_000, 100_000, 1_000_000];

    public async Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms)
    {
        var table = new CostTable(Name, What, "events measured") { HasVariants = true };
        foreach (var entities in points)
        {
            await using var subject = await Subject.Start(terms);
            var traffic = new GrownTraffic($"ent{entities}", entities, terms.Secret);
            await subject.Fill(WarmUp(1, terms), "warm-up");
            await subject.Fill(traffic.Filling(1), string.Create(CultureInfo.InvariantCulture, $"{entities:N0} entities"));

            // Spread over all of them, when there are more than events.
            var asked = Math.Min(entities, terms.Options.Events);
            var (step, turns) = (entities / asked, (int)Math.Ceiling(terms.Options.Events / (double)asked));
            await Measure("warm", traffic.Of(asked * turns, i => (i % asked * step, 1 + (i / asked))));

            await subject.Restart();
            await subject.Fill(WarmUp(2, terms), "restarted, warm-up");
            await Measure("cold", traffic.Of(asked, i => ((i * step) + (step / 2), 1 + turns)));

            async Task Measure(string variant, Compare.Replaying.Recording recording) =>
                table.Add(new CostRow(entities, variant, recording.Count.ToString("N0", CultureInfo.InvariantCulture), await subject.Measure(recording)));
        }

        string[] said =
        [
            "Small events of dialect A, spread over all entities. Warm: their entities are activated. Cold: the first event of each entity after a restart of the service (not of PostgreSQL), which has been warmed up with other entities; of an entity its one or few events are loaded and folded.",
            "",
        ];
        return new AxisReport([.. said, .. table.Lines()], [table.Processor(), table.Rate()], table.IsSound);
    }

    private static Compare.Replaying.Recording WarmUp(int time, GrowTerms terms) =>
        new GrownTraffic(string.Create(CultureInfo.InvariantCulture, $"warm{time}"), WarmShipments, terms.Secret).Filling(WarmEvents);
}
