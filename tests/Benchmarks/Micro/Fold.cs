using BenchmarkDotNet.Attributes;
using Grains.Domain.Entities;
using Grains.Domain.Shipments;

namespace Benchmarks.Micro;

/// <summary>One event into a shipment that is known, with ten containers: facts are read before.</summary>
public class Fold
{
    private readonly ShipmentRules rules = Freight.Rules();
    private EntityState known = null!;
    private AcceptedEvent small = null!;
    private AcceptedEvent leg = null!;

    [GlobalSetup]
    public void SetUp()
    {
        known = Freight.Known(rules);
        small = Freight.Accepted(rules, Freight.Small, known);
        leg = Freight.Accepted(rules, Freight.Leg, known);
    }

    [Benchmark(Description = "fold: a milestone of dialect A")]
    public long Milestone() => rules.Apply(Freight.Key, known, small).Next.Version;

    [Benchmark(Description = "fold: a leg and its shipment of dialect B")]
    public long Leg() => rules.Apply(Freight.Key, known, leg).Next.Version;
}
