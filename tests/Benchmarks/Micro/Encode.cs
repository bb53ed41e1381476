using BenchmarkDotNet.Attributes;
using Benchmarks.Compare.Replaying;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Silo.Storage;

namespace Benchmarks.Micro;

/// <summary>What is stored of an event: its facts, and its body in the block of a commit.</summary>
public class Encode
{
    private const int Bodies = 60;
    private const int Recorded = 2_000;
    private IReadOnlyList<Fact> facts = null!;
    private ReadOnlyMemory<byte>[] bodies = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        facts = Freight.Rules().Read(Freight.Leg).Facts;
        // The first ones of a world name everything: they are not like the rest.
        bodies = [.. (await WorldsRecording.Make(Recorded, "micro-secret")).Bodies()[^Bodies..].Select(static body => (ReadOnlyMemory<byte>)body)];
    }

    [Benchmark(Description = "encode: facts of a leg and its shipment")]
    public int FactsOfLeg() => StateCodec.EncodeFacts(facts).Length;

    [Benchmark(Description = "encode: a body of recorded worlds in a block of 60", OperationsPerInvoke = Bodies)]
    public int BodyInBlock()
    {
        using var block = BodyBlock.Encode(bodies);
        return block.Bytes.Length;
    }
}
