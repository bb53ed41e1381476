using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using static Storage.Tests.Freight;

namespace Storage.Tests.DeadLetters;

/// <summary>What is kept for a person to see, mend and replay.</summary>
public abstract class DeadLetterTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    [Fact]
    public async Task Letter_ComesBackWithAllThatIsNeededToTryItAgain()
    {
        var letter = Letter("evt-1");

        var id = await DeadLetters.Keep(letter, Cancellation);

        var file = (await DeadLetters.Read("default", id, Cancellation)).ShouldNotBeNull();
        file.Letter.ShouldBe(new DeadLetter(
            id, "default", Shipment("460723"), DeadLetterReason.Conflict, "another type", "evt-1", "shipment.milestone",
            letter.Delivery.ReceivedAt, ResolvedAt: null, Attempts: 0, letter.Delivery.Body.Length));
        (file.Delivery with { Body = [] }).ShouldBe(letter.Delivery with { Body = [] });
        file.Delivery.Body.ShouldBe(letter.Delivery.Body);
    }

    [Fact]
    public async Task LetterWithoutEntityAndTimes_IsKept()
    {
        var delivery = new Delivery(new EventId("0a1b"), "", null, null, null, Noon, "first", []);

        var id = await DeadLetters.Keep(new Undeliverable("default", null, DeadLetterReason.Unreadable, "empty", delivery), Cancellation);

        var file = (await DeadLetters.Read("default", id, Cancellation)).ShouldNotBeNull();
        file.Letter.Key.ShouldBeNull();
        (file.Delivery with { Body = [] }).ShouldBe(delivery with { Body = [] });
        file.Delivery.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task SameLetterAgain_IsKeptOnce()
    {
        var id = await DeadLetters.Keep(Letter("evt-1"), Cancellation);

        (await DeadLetters.Keep(Letter("evt-1"), Cancellation)).ShouldBe(id);

        (await DeadLetters.List("default", open: false, 10, null, Cancellation)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task SameLetterFromManyAtOnce_IsKeptOnce()
    {
        var other = await Storage.OpenAgain();

        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            (i % 2 == 0 ? DeadLetters : other.DeadLetters).Keep(Letter("evt-1"), Cancellation)));

        ids.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnotherSourceEventBodyOrReason_IsAnotherLetter()
    {
        var letter = Letter("evt-1");
        long[] ids =
        [
            await DeadLetters.Keep(letter, Cancellation),
            await DeadLetters.Keep(letter with { Source = "north", Key = null }, Cancellation),
            await DeadLetters.Keep(Letter("evt-2"), Cancellation),
            await DeadLetters.Keep(Letter("evt-1", body: "{ }"), Cancellation),
            await DeadLetters.Keep(letter with { Reason = DeadLetterReason.Poison }, Cancellation),
        ];

        ids.ShouldBeUnique();
    }

    [Fact]
    public async Task ResolvedLetterThatComesAgain_IsOpenAgain()
    {
        var id = await DeadLetters.Keep(Letter("evt-1"), Cancellation);
        await DeadLetters.Tried(id, settled: true, "replayed", Noon, null, Cancellation);

        (await DeadLetters.Keep(Letter("evt-1"), Cancellation)).ShouldBe(id);

        var letter = (await DeadLetters.Read("default", id, Cancellation))!.Letter;
        letter.ResolvedAt.ShouldBeNull();
        letter.Attempts.ShouldBe(1);
        letter.Detail.ShouldBe("another type");
    }

    [Fact]
    public async Task Attempt_IsCountedWithWhatWentWrong_AndOnlyASettledOneCloses()
    {
        var id = await DeadLetters.Keep(Letter("evt-1"), Cancellation);

        await DeadLetters.Tried(id, settled: false, "still a conflict", Noon, null, Cancellation);
        var open = (await DeadLetters.Read("default", id, Cancellation))!.Letter;
        await DeadLetters.Tried(id, settled: true, "applied", Noon.AddMinutes(5), null, Cancellation);
        var closed = (await DeadLetters.Read("default", id, Cancellation))!.Letter;

        (open.Attempts, open.Detail, open.ResolvedAt).ShouldBe((1, "still a conflict", null));
        (closed.Attempts, closed.Detail, closed.ResolvedAt).ShouldBe((2, "applied", Noon.AddMinutes(5)));
    }

    [Fact]
    public async Task List_IsNewestFirst_PagesFitTogether_AndOpenLeavesOutTheResolved()
    {
        var ids = new List<long>();
        for (var i = 0; i < 7; i++) ids.Add(await DeadLetters.Keep(Letter($"evt-{i}"), Cancellation));
        await DeadLetters.Tried(ids[3], settled: true, "done", Noon, null, Cancellation);
        await DeadLetters.Keep(Letter("evt-x") with { Source = "north", Key = null }, Cancellation);
        ids.Reverse();

        (await All(open: false)).ShouldBe(ids);
        (await All(open: true)).ShouldBe(ids.Where((_, i) => i != 3));
        ids.ShouldBeInOrder(SortDirection.Descending);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task ForeignCursor_IsAnArgumentException(string cursor) =>
        await Should.ThrowAsync<ArgumentException>(() => DeadLetters.List("default", true, 10, cursor, Cancellation));

    [Fact]
    public async Task LetterOfAnotherSource_IsNotVisible()
    {
        var id = await DeadLetters.Keep(Letter("evt-1"), Cancellation);

        (await DeadLetters.Read("north", id, Cancellation)).ShouldBeNull();
        (await DeadLetters.List("north", false, 10, null, Cancellation)).Items.ShouldBeEmpty();
        (await DeadLetters.Read("default", id + 1, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task HostileText_IsKeptReadable_AndTypeAndBodyExact()
    {
        var type = "half\uD800 null\0 " + new string('t', 2_000);
        var id300 = "\0" + new string('i', 300);
        var hostile = new Delivery(new EventId(id300), type, null, Noon, Noon, Noon, "first", Utf8("\0{"));

        var id = await DeadLetters.Keep(
            new Undeliverable("default", null, DeadLetterReason.UnusableId, "detail\0 \uDC00" + new string('d', 9_000), hostile), Cancellation);

        var file = (await DeadLetters.Read("default", id, Cancellation)).ShouldNotBeNull();
        file.Letter.Type.ShouldStartWith("half\uFFFD null\uFFFD ttt");
        file.Letter.EventId.ShouldBe("\uFFFD" + new string('i', 300));
        file.Letter.Detail.ShouldStartWith("detail\uFFFD \uFFFDddd");
        file.Delivery.Type.ShouldBe(type);
        file.Delivery.Body.ShouldBe(hostile.Body);
        (await DeadLetters.Keep(new Undeliverable("default", null, DeadLetterReason.UnusableId, "again", hostile), Cancellation)).ShouldBe(id);
    }

    [Fact]
    public async Task LargestBody_IsKept()
    {
        var body = new string('x', 1_048_576);

        var id = await DeadLetters.Keep(Letter("evt-1", body: body), Cancellation);

        var file = (await DeadLetters.Read("default", id, Cancellation))!;
        file.Letter.BodyLength.ShouldBe(1_048_576);
        Text(file.Delivery.Body).ShouldBe(body);
    }

    internal static Undeliverable Letter(
        string eventId, DeadLetterReason reason = DeadLetterReason.Conflict, DateTimeOffset? receivedAt = null, string body = """{"type":"shipment.milestone"}""") =>
        new("default", Shipment("460723"), reason, "another type", new Delivery(
            new EventId(eventId), "shipment.milestone", "departed", Noon.AddHours(-1), Noon.AddHours(-2), receivedAt ?? Noon, "second", Utf8(body)));

    private async Task<List<long>> All(bool open)
    {
        var ids = new List<long>();
        string? cursor = null;
        do
        {
            var page = await DeadLetters.List("default", open, 2, cursor, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            ids.AddRange(page.Items.Select(letter => letter.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        return ids;
    }
}
