using BenchmarkDotNet.Attributes;
using Grains.Domain.Entities;
using Grains.Domain.Shipments;

namespace Benchmarks.Micro;

/// <summary>The row of a list. A state keeps what is made of it, so each is rendered once: all are made anew before each iteration.</summary>
public class Render
{
    private const int States = 5_000;
    private readonly ShipmentRules rules = Freight.Rules();
    private readonly EntityState[] states = new EntityState[States];
    private EntityState known = null!;
    private AcceptedEvent leg = null!;

    [GlobalSetup]
    public void SetUp()
    {
        known = Freight.Known(rules);
        leg = Freight.Accepted(rules, Freight.Leg, known);
    }

    [IterationSetup]
    public void MakeStates()
    {
        for (var i = 0; i < States; i++) states[i] = rules.Apply(Freight.Key, known, leg).Next;
    }

    [Benchmark(Description = "render: the list row of a shipment of ten containers", OperationsPerInvoke = States)]
    public int Row()
    {
        var length = 0;
        foreach (var state in states) length += rules.Summarize(Freight.Key, state).Row.Length;
        return length;
    }
}
