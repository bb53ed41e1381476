using BenchmarkDotNet.Attributes;
using Flexport.Webhooks.Events;
using Grains.Domain.Shipments;

namespace Benchmarks.Micro;

/// <summary>The envelope alone, as the front end reads it; and all facts, as a grain does.</summary>
public class Read
{
    private readonly byte[] small = Freight.SmallBody;
    private readonly byte[] leg = Freight.Leg.Body;
    private readonly ShipmentRules rules = Freight.Rules();

    [Benchmark(Description = "read: envelope, dialect A")]
    public string EnvelopeA() => EnvelopeReader.Read(small).EventId;

    [Benchmark(Description = "read: envelope, dialect B")]
    public string EnvelopeB() => EnvelopeReader.Read(leg).EventId;

    [Benchmark(Description = "read: facts, dialect A")]
    public int FactsA() => rules.Read(Freight.Small).Facts.Count;

    [Benchmark(Description = "read: facts, dialect B")]
    public int FactsB() => rules.Read(Freight.Leg).Facts.Count;
}
