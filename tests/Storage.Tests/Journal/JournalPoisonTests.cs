using System.Text.RegularExpressions;
using Grains.Interfaces.Entities;
using Grains.Journal;
using static Storage.Tests.Freight;

namespace Storage.Tests.Journal;

/// <summary>What the store must refuse, and what it must take although it is hostile.</summary>
public abstract class JournalPoisonTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly EntityKey Neighbour = Shipment("460724");

    [Fact]
    public async Task EventIdTwiceInARun_IsRefusedAndNothingOfTheBatchIsWritten()
    {
        var poison = Run(Entry(Key, 1, "same"), Entry(Key, 2, "same"));

        await Should.ThrowAsync<JournalRefusedException>(() => Journal.Append(poison, Run(Neighbour, 1, 1)));

        (await Journal.Load([Key, Neighbour], Cancellation)).ShouldAllBe(history => history.HeadVersion == 0);
    }

    [Fact]
    public async Task EventIdAcceptedBefore_IsRefusedForEver()
    {
        await Journal.Append(Run(Key, 1, 80));

        await Should.ThrowAsync<JournalRefusedException>(() => Journal.Append(Run(Entry(Key, 81, "evt-7"))));

        (await Journal.Load(Key)).HeadVersion.ShouldBe(80);
    }

    [Fact]
    public async Task SameEventIdAtAnotherEntity_IsAccepted()
    {
        await Journal.Append(Run(Key, 1, 1));

        (await Journal.Append(Run(Entry(Neighbour, 1, "evt-1")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task DuplicatesInFlightFromTwoSilos_LeaveOneEvent()
    {
        var other = await Storage.OpenAgain();
        await Journal.Append(Run(Key, 1, 1));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? Journal : other.Journal).Append(Run(Entry(Key, 2, "twice")))));

        (await Journal.EventIds(Key)).ShouldBe(["evt-1", "twice"]);
    }

    [Theory]
    [InlineData(@"half\uD800")]
    [InlineData(@"null\u0000byte")]
    public async Task IdThatIsNotText_IsRefusedAndNothingIsWritten(string escaped)
    {
        var hostile = Regex.Unescape(escaped);

        await Should.ThrowAsync<JournalRefusedException>(() => Journal.Append(Run(Entry(Key, 1, hostile)), Run(Neighbour, 1, 1)));
        await Should.ThrowAsync<JournalRefusedException>(() => Journal.Append(Run(Shipment(hostile), 1, 1), Run(Neighbour, 1, 1)));

        (await Journal.Load([Key, Neighbour, Shipment(hostile)], Cancellation)).ShouldAllBe(history => history.HeadVersion == 0);
    }

    [Theory]
    [InlineData(@"null\u0000byte", @"null\uFFFDbyte")]
    [InlineData(@"half\uD800", @"half\uFFFD")]
    [InlineData(@"\uDC00half", @"\uFFFDhalf")]
    [InlineData(@"whole\uD83D\uDEA2", @"whole\uD83D\uDEA2")]
    [InlineData("", "")]
    [InlineData("quote'; DROP TABLE events; --", "quote'; DROP TABLE events; --")]
    public async Task HostileType_IsMendedAndItsNeighboursAreUnharmed(string escaped, string stored)
    {
        // Escaped, for an attribute cannot hold half a character.
        var entry = Entry(Key, 1, "evt-1") with { Type = Regex.Unescape(escaped) };

        (await Journal.Append(Run(entry), Run(Neighbour, 1, 1))).ShouldBeEmpty();

        (await Journal.Tail(Key)).ShouldHaveSingleItem().Type.ShouldBe(Regex.Unescape(stored));
        (await Journal.Load(Neighbour)).HeadVersion.ShouldBe(1);
    }

    [Theory]
    [InlineData(512, 512)]
    [InlineData(513, 512)]
    [InlineData(1_000_000, 512)]
    public async Task LongType_IsCut(int length, int stored)
    {
        await Journal.Append(Run(Entry(Key, 1, "evt-1") with { Type = new string('x', length) }));

        (await Journal.Tail(Key)).ShouldHaveSingleItem().Type.Length.ShouldBe(stored);
    }

    [Fact]
    public async Task HostileHead_IsMended()
    {
        var entry = Entry(Key, 1, "evt-1");
        var head = entry.Head() with { Status = "de\0parted", Search = "half\uD800 way" };

        (await Journal.Append(Run(entry with { Head = () => head, Secret = "fir\0st" }))).ShouldBeEmpty();

        var page = await Journal.Find(new EntityQuery("default", EntityKind.Shipment, "de\0parted", "HALF\uD800", null, 10, null), Cancellation);
        page.Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task LongStatusModeNameAndTerms_AreStorable_AndFoundByTheirBeginning()
    {
        // Random, for a server compresses before it measures.
        var random = new Random(7);
        string Long(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(0x4E00, 0x9FFF)));
        var (status, mode, name, term) = (Long(1_000), Long(1_000), Long(1_000), $"bill:{Long(ListTerms.Longest - 5)}");
        var entry = Entry(Key, 1, "evt-1");
        var head = entry.Head() with { Status = status, Mode = mode, Terms = [term], Search = Long(16_000), Row = Utf8($$"""{"name":"{{name}}"}""") };

        (await Journal.Append(Run(entry with { Head = () => head }), Run(Neighbour, 1, 1))).ShouldBeEmpty();

        var query = new EntityQuery("default", EntityKind.Shipment, status[..EntityQuery.LongestStatus], head.Search[^20..], null, 10, null, mode, [term], Name: name[100..200]);
        (await Journal.Find(query, Cancellation)).Items.ShouldHaveSingleItem().ShouldBe(head.Row.ToArray());
    }

    [Fact]
    public async Task BytesOfAnyValue_ComeBackAsTheyWere()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

        await Journal.Append(Run(Entry(Key, 1, "evt-1") with { Facts = all, Body = all }));

        (await Journal.Tail(Key)).ShouldHaveSingleItem().Facts.ToArray().ShouldBe(all);
        (await Journal.ReadBody(Key, new EventId("evt-1"), Cancellation)).ShouldBe(all);
    }

    [Fact]
    public async Task TimesAtTheEndsOfTheCalendar_AreStorable()
    {
        var entry = Entry(Key, 1, "evt-1") with { OccurredAt = DateTimeOffset.MinValue, RecordedAt = DateTimeOffset.MaxValue };

        (await Journal.Append(Run(entry))).ShouldBeEmpty();

        var stored = (await Journal.Tail(Key)).ShouldHaveSingleItem();
        stored.OccurredAt.ShouldBe(DateTimeOffset.MinValue);
        (DateTimeOffset.MaxValue - stored.RecordedAt).ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
    }

    [Fact]
    public async Task LongestIds_AreStorable()
    {
        var longest = new string('\u00E9', 64); // 128 bytes
        var key = new EntityKey(new string('s', 64), EntityKind.Invoice, longest);

        (await Journal.Append(Run(Entry(key, 1, longest)))).ShouldBeEmpty();

        (await Journal.EventIds(key)).ShouldBe([longest]);
    }
}
