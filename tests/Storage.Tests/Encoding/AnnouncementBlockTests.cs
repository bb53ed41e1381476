using CsCheck;
using Grains.Domain.Announcements;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Silo.Storage;
using static Storage.Tests.Freight;

namespace Storage.Tests.Encoding;

/// <summary>What a batch announces comes back as it was, and a damaged block is known to be one.</summary>
public sealed class AnnouncementBlockTests
{
    private static readonly Gen<Announcement> Announcements = Gen.Select(
        Gen.String[0, 40], Gen.Int[0, 1_000_000], Gen.Long[-2_000_000_000_000, 4_000_000_000_000], Gen.Byte.Array[0, 300],
        static (thing, revision, millis, message) => new Announcement(thing, revision, DateTimeOffset.FromUnixTimeMilliseconds(millis), message));

    private static readonly Gen<EntityRun[]> Batches = Gen.Select(Gen.Int[1, 1_000], Announcements.Array[0, 3].Array[1, 4])
        .Select(static (first, events) => (First: first, Events: events)).Array[1, 6]
        .Select(static runs => runs.Select((run, i) => Run([.. run.Events.Select((owed, n) => Entry(Shipment($"s-{i}"), run.First + n, $"evt-{n}", null, owed))])).ToArray());

    [Fact]
    public void ABatch_ComesBackAsItWas_ButForWhatWasRefused() => Batches.Sample(static batch =>
    {
        var keys = CommitKeys.Decode(CommitKeys.Encode(batch));
        if (AnnouncementBlock.Encode(batch) is not { } block) return batch.All(static run => run.Entries.All(static entry => entry.Announcements.Count == 0));
        var all = Said(batch);
        return AnnouncementBlock.Decode(block, keys, [], Noon).Select(Said).SequenceEqual(all)
            && AnnouncementBlock.Decode(block, keys, [0], Noon).Select(Said).SequenceEqual(Said([.. batch.Skip(1)]))
            && AnnouncementBlock.Decode(block, keys, [.. Enumerable.Range(0, batch.Length)], Noon).Count == 0;
    });

    [Fact]
    public void MessagesThatRepeatEachOther_TakeLittle()
    {
        var message = Utf8("{" + string.Join(',', Enumerable.Range(0, 60).Select(static i => $"\"field{i}\":\"value {i * 7919}\"")) + "}");
        var batch = Enumerable.Range(0, 40).Select(i => Run(Entry(Shipment($"s-{i:D3}"), 1, "evt-1", null, new Announcement("milestone:departed", 0, Noon, message)))).ToArray();

        AnnouncementBlock.Encode(batch).ShouldNotBeNull().Length.ShouldBeLessThan(message.Length * 2);
    }

    [Fact]
    public void ABatchThatAnnouncesNothing_HasNoBlock() => AnnouncementBlock.Encode([Run(Shipment("a"), 1, 5)]).ShouldBeNull();

    [Fact]
    public void DamagedBlocks_AreRefused_AndNothingElse()
    {
        var batch = new[] { Run(Entry(Shipment("a"), 1, "evt-1", null, [.. Enumerable.Range(0, 30).Select(static i => Owed($"thing:{i}"))])) };
        var (block, keys) = (AnnouncementBlock.Encode(batch).ShouldNotBeNull(), CommitKeys.Decode(CommitKeys.Encode(batch)));
        var chance = new Random(5);
        for (var n = 0; n < 3_000; n++)
        {
            var bad = block.ToArray();
            bad[chance.Next(bad.Length)] ^= (byte)(1 << chance.Next(8));
            if (n % 3 == 0) bad = bad[..chance.Next(bad.Length)];
            try
            {
                AnnouncementBlock.Decode(bad, keys, [], Noon);
            }
            catch (InvalidDataException)
            {
                // As it should.
            }
        }

        Should.Throw<InvalidDataException>(() => AnnouncementBlock.Decode([9, 1, 2], keys, [], Noon));
        Should.Throw<InvalidDataException>(() => AnnouncementBlock.Decode(block, [], [], Noon));
    }

    /// <summary>What a damaged length says is there is not looked for, and no room is made for it.</summary>
    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })] // a message of 2 GB
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x02 })] // of 512 MB
    [InlineData(new byte[] { 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })] // a thing of 2 GB
    [InlineData(new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, 2, 3 })] // 2 GB once it is decompressed
    public void ADamagedLength_IsRefused_AndTakesNoMemory(byte[] block)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<InvalidDataException>(() => AnnouncementBlock.Decode(block, [new CommittedRun(Shipment("a"), 1, 1)], [], Noon));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    private static List<(EntityKey, long, string, int, DateTimeOffset, string)> Said(IReadOnlyList<EntityRun> batch) =>
    [
        .. from run in batch
           from entry in run.Entries
           from owed in entry.Announcements
           select (run.Key, entry.Version, StorableText.Clean(owed.Thing, StorableText.Line), owed.Revision, owed.OccurredAt, Convert.ToHexString(owed.Message.Span)),
    ];

    private static (EntityKey, long, string, int, DateTimeOffset, string) Said(Grains.Notifications.OwedAnnouncement one) =>
        (one.Key, one.Version, one.Thing, one.Revision, one.OccurredAt, Convert.ToHexString(one.Message.Span));
}
