using BenchmarkDotNet.Attributes;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Silo.Storage;

namespace Benchmarks.Micro;

/// <summary>What is stored of an event: its facts, and its body in the block of a commit.</summary>
public class Encode
{
    private const int Bodies = 60;
    private IReadOnlyList<Fact> facts = null!;
    private ReadOnlyMemory<byte>[] bodies = null!;

    [GlobalSetup]
    public void SetUp()
    {
        facts = Freight.Rules().Read(Freight.Leg).Facts;
        bodies = [.. Enumerable.Range(0, Bodies).Select(static i => (ReadOnlyMemory<byte>)Benchmarks.Fold.FreightOfFold.OfLeg(i).Body)];
    }

    [Benchmark(Description = "encode: facts of a leg and its shipment")]
    public int FactsOfLeg() => StateCodec.EncodeFacts(facts).Length;

    [Benchmark(Description = "encode: a body in a block of 60, for each body", OperationsPerInvoke = Bodies)]
    public int BodyInBlock()
    {
        using var block = BodyBlock.Encode(bodies);
        return block.Bytes.Length;
    }
}
