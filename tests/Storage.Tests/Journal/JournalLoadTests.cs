using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>What a cold activation reads.</summary>
public abstract class JournalLoadTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");

    [Fact]
    public async Task UnknownEntity_HasHeadZeroAndAnEmptyHistory()
    {
        var history = await Journal.Load(Key);

        history.HeadVersion.ShouldBe(0);
        history.Events.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryColumn_ComesBackAsWritten()
    {
        var written = Entry(Key, 1, "evt-1");
        await Journal.Append(Run(written));

        var stored = (await Journal.Load(Key)).Events.ShouldNotBeNull().ShouldHaveSingleItem();

        (stored with { Facts = default }).ShouldBe(new StoredEvent(
            1, written.EventId, written.Type, written.OccurredAt, written.RecordedAt, written.ReceivedAt, written.Fingerprint, default));
        stored.Facts.ToArray().ShouldBe(written.Facts.ToArray());
    }

    [Fact]
    public async Task Times_AreUtcInWholeMicroseconds()
    {
        var local = new DateTimeOffset(2026, 3, 14, 23, 30, 0, TimeSpan.FromHours(8)).AddTicks(12_345);
        await Journal.Append(Run(Entry(Key, 1, "evt-1") with { OccurredAt = local }));

        var stored = (await Journal.Tail(Key)).ShouldHaveSingleItem();

        stored.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 14, 15, 30, 0, TimeSpan.Zero).AddTicks(12_340));
        stored.OccurredAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task History_ComesWithTheHeadWhileItIsShort(int events, bool whole)
    {
        await Journal.Append(Run(Key, 1, events));

        var history = await Journal.Load(Key);

        history.HeadVersion.ShouldBe(events);
        (history.Events is not null).ShouldBe(whole);
        if (whole) history.Events!.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, events).Select(i => (long)i));
    }

    [Fact]
    public async Task ManyKeys_AreAnsweredInTheirOrder()
    {
        var keys = Enumerable.Range(0, 200).Select(i => Shipment($"many-{(i * 37) % 200:D3}")).ToList();
        await Journal.Append([.. keys.Where((_, i) => i % 3 != 0).Select(key => Run(key, 1, (key.Id[^1] % 5) + 1))]);

        var histories = await Journal.Load(keys, Cancellation);

        histories.Select(history => history.Key).ShouldBe(keys);
        histories.Select(history => (int)history.HeadVersion).ShouldBe(keys.Select((key, i) => i % 3 != 0 ? (key.Id[^1] % 5) + 1 : 0));
        histories.ShouldAllBe(history => history.Events!.Count == history.HeadVersion);
    }

    [Theory]
    [InlineData(0, 4_500)]
    [InlineData(1_999, 2_501)]
    [InlineData(4_499, 1)]
    [InlineData(4_500, 0)]
    [InlineData(9_000, 0)]
    public async Task Tail_IsWholeAndAscendingOverSeveralPages(long after, int count)
    {
        await Journal.Append(Run(Key, 1, 4_500));

        var tail = await Journal.Tail(Key, after);

        tail.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, count).Select(i => after + i));
    }

    [Fact]
    public async Task TailWhileOthersWrite_IsContiguous()
    {
        await Journal.Append(Run(Key, 1, 3_000));
        var read = new List<long>();
        await foreach (var stored in Journal.ReadTail(Key, 0, Cancellation))
        {
            read.Add(stored.Version);
            if (stored.Version == 1) (await Journal.Append(Run(Key, 3_001, 3_500))).ShouldBeEmpty();
        }

        read.ShouldBe(Enumerable.Range(1, read.Count).Select(i => (long)i));
        read.Count.ShouldBeGreaterThanOrEqualTo(3_000);
    }

    [Fact]
    public async Task AnotherSilo_SeesWhatWasCommitted()
    {
        await Journal.Append(Run(Key, 1, 2));

        var other = await Storage.OpenAgain();

        (await other.Journal.Load(Key)).HeadVersion.ShouldBe(2);
    }
}
