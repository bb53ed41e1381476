using Simulator.Worlds.Model;

namespace Simulator.Worlds.Steps;

/// <summary>Shipments told event by event, with what the model knows after each of them.</summary>
public static class StepWorld
{
    private const int FirstStream = 5_000_000;

    /// <summary>Makes them. The kinds of voyages go round, so that a small world has all of them.</summary>
    public static IReadOnlyList<StepShipment> Make(StepOptions options)
    {
        var (ids, account, events) = (new Ids(options.Seed), new Account(), new List<WorldEvent>());
        return [.. Enumerable.Range(0, options.Shipments).Select(Shipment)];

        StepShipment Shipment(int turn)
        {
            var chance = new Chance(options.Seed, FirstStream + turn);
            var script = new Script(options.Start.AddMinutes(turn * 97), chance, account, events);
            var kind = Itinerary.Kinds[turn % Itinerary.Kinds.Count];
            var id = ids.Shipment();
            if (kind == Itinerary.Named) new NamedSteps(id, chance, script).Tell();
            else new VoyageSteps(id, Itinerary.Plan(kind, id, script.Now, chance, ids), chance, script, options.Order == Knowing.EstimatesFirst).Tell();
            return script.Play(id, kind, options.Order == Knowing.Shuffled);
        }
    }
}
