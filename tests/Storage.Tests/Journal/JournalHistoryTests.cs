using System.Security.Cryptography;
using Grains.Interfaces.Entities;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>The history as people read it, and the raw bodies.</summary>
public abstract class JournalHistoryTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");

    [Fact]
    public async Task Page_ShowsEveryColumn()
    {
        var entry = Entry(Key, 1, "evt-1");
        await Journal.Append(Run(entry));

        var page = await Journal.ReadEvents(Key, 10, null, Cancellation);

        page.Items.ShouldBe([new EventRecord(1, "evt-1", entry.Type, entry.OccurredAt, entry.RecordedAt, entry.ReceivedAt, "applied")]);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Pages_GoFromNewestRecorded_TiesByEventIdDescending()
    {
        await Journal.Append(Run(
            Entry(Key, 1, "b") with { RecordedAt = Noon },
            Entry(Key, 2, "a") with { RecordedAt = Noon },
            Entry(Key, 3, "oldest") with { RecordedAt = Noon.AddTicks(-10) },
            Entry(Key, 4, "c") with { RecordedAt = Noon },
            Entry(Key, 5, "newest") with { RecordedAt = Noon.AddTicks(10) },
            Entry(Key, 6, "B") with { RecordedAt = Noon }));

        foreach (var limit in new[] { 1, 2, 3, 5, 6, 7 })
        {
            (await AllPages(limit)).ShouldBe(["newest", "c", "b", "a", "B", "oldest"], $"pages of {limit}");
        }
    }

    [Fact]
    public async Task PagesWhileOthersWrite_RepeatNothingAndMissNothingOlder()
    {
        await Journal.Append(Run(Key, 1, 10));
        var first = await Journal.ReadEvents(Key, 4, null, Cancellation);
        await Journal.Append(Run(Key, 11, 15));

        var second = await Journal.ReadEvents(Key, 100, first.Next, Cancellation);

        first.Items.Concat(second.Items).Select(item => item.Version).ShouldBe([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task UnknownEntity_HasAnEmptyPage() =>
        (await Journal.ReadEvents(Key, 10, null, Cancellation)).ShouldSatisfyAllConditions(
            page => page.Items.ShouldBeEmpty(),
            page => page.Next.ShouldBeNull());

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64!")]
    [InlineData("bm8gY29sb24")]
    [InlineData("MTpoYWxmAA")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTk6YQ")]
    [InlineData("OTIyMzM3MjAzNjg1NDc3NTgwNzph")]
    public async Task ForeignCursor_IsAnArgumentException(string cursor)
    {
        await Should.ThrowAsync<ArgumentException>(() => Journal.ReadEvents(Key, 10, cursor, Cancellation));
        await Should.ThrowAsync<ArgumentException>(
            () => Journal.Find(new EntityQuery("default", EntityKind.Shipment, null, null, null, 10, cursor), Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1_048_576)]
    public async Task Body_ComesBackByteForByte(int length)
    {
        var text = Utf8(string.Concat(Enumerable.Repeat("""{"type":"shipment.milestone"},""", (length / 30) + 1)))[..length];
        var noise = RandomNumberGenerator.GetBytes(length);
        await Journal.Append(Run(Entry(Key, 1, "text") with { Body = text }, Entry(Key, 2, "noise") with { Body = noise }));

        (await Journal.ReadBody(Key, new EventId("text"), Cancellation)).ShouldNotBeNull().AsSpan().SequenceEqual(text).ShouldBeTrue();
        (await Journal.ReadBody(Key, new EventId("noise"), Cancellation)).ShouldNotBeNull().AsSpan().SequenceEqual(noise).ShouldBeTrue();
    }

    [Fact]
    public async Task BodyOfAnyMonth_IsFound()
    {
        DateTimeOffset[] times = [new(1999, 12, 31, 23, 59, 59, TimeSpan.Zero), Noon, DateTimeOffset.UtcNow, new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero)];
        await Journal.Append(Run([.. times.Select((at, i) => Entry(Key, i + 1, $"evt-{i}", $"body {i}") with { ReceivedAt = at })]));

        for (var i = 0; i < times.Length; i++)
        {
            Text(await Journal.ReadBody(Key, new EventId($"evt-{i}"), Cancellation)).ShouldBe($"body {i}");
        }
    }

    [Fact]
    public async Task BodyOfAnUnknownEvent_IsNull()
    {
        await Journal.Append(Run(Key, 1, 1));

        (await Journal.ReadBody(Key, new EventId("evt-2"), Cancellation)).ShouldBeNull();
        (await Journal.ReadBody(Shipment("other"), new EventId("evt-1"), Cancellation)).ShouldBeNull();
        (await Journal.ReadBody(Key, new EventId("half\uD800\0"), Cancellation)).ShouldBeNull();
    }

    private async Task<List<string>> AllPages(int limit)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Journal.ReadEvents(Key, limit, cursor, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            ids.AddRange(page.Items.Select(item => item.EventId));
            cursor = page.Next;
        }
        while (cursor is not null);
        return ids;
    }
}
