using System.Diagnostics;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>So many events in, as many out, and the same ones.</summary>
public abstract class MillionEventsTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private const int Entities = 400;
    private const int Versions = 50; // of each entity, in a batch of half of them: 10,000 events

    [Fact]
    public Task FortyThousandEvents_AreReplayedAsWritten() => Replayed(batches: 2);

    [Fact]
    [Trait("Length", "Long")]
    public Task OneMillionEvents_AreReplayedAsWritten() => Replayed(batches: 50);

    private async Task Replayed(int batches)
    {
        var events = (long)Entities * batches * Versions;
        var keys = Enumerable.Range(0, Entities).Select(i => Shipment($"replay-{i:D3}")).ToArray();
        var clock = Stopwatch.StartNew();
        var halves = await Task.WhenAll(Write(keys[..(Entities / 2)], batches), Write(keys[(Entities / 2)..], batches));
        var writing = clock.Elapsed;

        clock.Restart();
        var (count, read) = (0L, 0L);
        foreach (var key in keys)
        {
            await foreach (var stored in Journal.ReadTail(key, 0, Cancellation))
            {
                count++;
                read += Checksum(key, stored.Version, stored.EventId, stored.Fingerprint, stored.Facts.Span);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Storage.Engine.Name}: written at {events / writing.TotalSeconds:N0}/s in {writing.TotalSeconds:N1} s, replayed at {events / clock.Elapsed.TotalSeconds:N0}/s in {clock.Elapsed.TotalSeconds:N1} s");
        count.ShouldBe(events);
        read.ShouldBe(halves[0] + halves[1]);
        (await Journal.Load(keys, Cancellation)).ShouldAllBe(history => history.HeadVersion == batches * Versions);
    }

    private async Task<long> Write(EntityKey[] keys, int batches)
    {
        var sum = 0L;
        var head = Head(keys[0], 1);
        for (var batch = 0; batch < batches; batch++)
        {
            var first = (batch * Versions) + 1;
            var runs = keys.Select(key => new EntityRun(key, [.. Enumerable.Range(first, Versions).Select(version => Small(key, version, head))])).ToList();
            (await Journal.Append(runs, Cancellation)).ShouldBeEmpty();
            // Not Sum(): it would stop at an overflow.
            foreach (var e in runs.SelectMany(run => run.Entries)) sum += Checksum(e.Key, e.Version, e.EventId, e.Fingerprint, e.Facts.Span);
        }

        return sum;
    }

    private static JournalEntry Small(EntityKey key, int version, Grains.Domain.Entities.Head head) => new(
        key, version, new EventId($"{key.Id}:{version}"), "shipment.milestone", Noon, Noon.AddSeconds(version), Noon,
        version * 31L, "applied", "first", BitConverter.GetBytes(version * 7919L), "{}"u8.ToArray(), () => head, [], []);

    private static long Checksum(EntityKey key, long version, EventId id, long fingerprint, ReadOnlySpan<byte> facts)
    {
        var sum = (version * 1_000_003) ^ fingerprint;
        foreach (var c in key.Id) sum = (sum * 31) + c;
        foreach (var c in id.Value) sum = (sum * 31) + c;
        foreach (var b in facts) sum = (sum * 31) + b;
        return sum;
    }
}
