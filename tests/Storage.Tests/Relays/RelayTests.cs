using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Relays;
using static Storage.Tests.Freight;

namespace Storage.Tests.Relays;

/// <summary>What entities owe each other: written with the event or not at all, told by one, gone when it is told.</summary>
public abstract class RelayTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private const int AnySize = int.MaxValue;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly EntityKey Booking = new("default", EntityKind.Booking, "3301");
    private static readonly DateTimeOffset Later = Noon.AddHours(1);

    [Fact]
    public async Task OwedWithItsEvent_IsDueAtOnce_AndComesWhole()
    {
        await Journal.Append(Run(
            Owing(Key, 1, new Relay(Booking, RelayKind.Link, 1, 1)),
            Owing(Key, 2, new Relay(Booking with { Kind = EntityKind.Container, Id = "NRDU1" }, RelayKind.Events, 1, 2))));

        // Received a second after another, a second and two after noon.
        (await Relays.NextDue(Cancellation)).ShouldBe(Noon.AddSeconds(1).AddMicroseconds(7));
        (await Relays.Claim(10, Noon, Lease, Cancellation)).ShouldBeEmpty();
        var claimed = await Relays.Claim(10, Later, Lease, Cancellation);

        claimed.Select(owed => (owed.From, owed.Relay, owed.Attempts)).ShouldBe(
        [
            (Key, new Relay(Booking, RelayKind.Link, 1, 1), 1),
            (Key, new Relay(new EntityKey("default", EntityKind.Container, "NRDU1"), RelayKind.Events, 1, 2), 1),
        ]);
    }

    [Fact]
    public async Task RefusedRun_OwesNothing_AndItsNeighbourDoes()
    {
        await Journal.Append(Run(Key, 1, 3));

        var refused = await Journal.Append(
            Run(Owing(Key, 3, new Relay(Booking, RelayKind.Link, 3, 3))),
            Run(Owing(Shipment("other"), 1, new Relay(Booking, RelayKind.Link, 1, 1))));

        refused.ShouldBe([Key]);
        (await Relays.Claim(10, Later, Lease, Cancellation)).ShouldHaveSingleItem().From.ShouldBe(Shipment("other"));
    }

    [Fact]
    public async Task BatchRefusedForItsData_OwesNothing()
    {
        var twice = Run(Entry(Shipment("x"), 1, "evt-1"), Entry(Shipment("x"), 2, "evt-1"));

        await Should.ThrowAsync<JournalRefusedException>(() => Journal.Append(Run(Owing(Key, 1, new Relay(Booking, RelayKind.Link, 1, 1))), twice));

        (await Relays.NextDue(Cancellation)).ShouldBeNull();
        (await Journal.Load(Key)).HeadVersion.ShouldBe(0);
    }

    [Fact]
    public async Task TargetThatCannotBeStored_IsRefusedForItsData() => await Should.ThrowAsync<JournalRefusedException>(() =>
        Journal.Append(Run(Owing(Key, 1, new Relay(Booking with { Id = "3301\0" }, RelayKind.Link, 1, 1)))));

    [Fact]
    public async Task SameTargetTwiceInOneVersion_IsOwedOnce_AndAgainByAnotherVersion()
    {
        var link = new Relay(Booking, RelayKind.Link, 1, 1);
        await Journal.Append(Run(Owing(Key, 1, link, link)));
        await Journal.Append(Run(Owing(Key, 2, new Relay(Booking, RelayKind.Link, 2, 2))));

        (await Relays.Claim(10, Later, Lease, Cancellation)).Select(owed => owed.Relay.First).ShouldBe([1L, 2L]);
    }

    [Fact]
    public async Task Claimed_IsOutOfReachUntilTheLeaseEnds_AndCountsItsAttempts()
    {
        await Journal.Append(Run(Owing(Key, 1, new Relay(Booking, RelayKind.Link, 1, 1))));
        await Relays.Claim(10, Later, Lease, Cancellation);

        (await Relays.Claim(10, Later + Lease - TimeSpan.FromMilliseconds(1), Lease, Cancellation)).ShouldBeEmpty();
        (await Relays.NextDue(Cancellation)).ShouldBe(Later + Lease);
        (await Relays.Claim(10, Later + Lease, Lease, Cancellation)).ShouldHaveSingleItem().Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Settled_ToldIsGone_AndPutOffComesWhenItWasSaid()
    {
        await Journal.Append(Run(Owing(Key, 1, new Relay(Booking, RelayKind.Link, 1, 1), new Relay(Booking with { Id = "3302" }, RelayKind.Link, 1, 1))));
        var claimed = await Relays.Claim(10, Later, Lease, Cancellation);

        await Relays.Settle([claimed[0].Id], [new PutOff(claimed[1].Id, Later.AddMinutes(2), "unreachable \0")], Cancellation);

        (await Relays.NextDue(Cancellation)).ShouldBe(Later.AddMinutes(2));
        var again = (await Relays.Claim(10, Later.AddMinutes(2), Lease, Cancellation)).ShouldHaveSingleItem();
        (again.Relay.To.Id, again.Attempts).ShouldBe(("3302", 2));
        await Relays.Settle([again.Id], [], Cancellation);
        (await Relays.NextDue(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task PutOffByOne_WhenAnotherHasToldIt_StaysGone()
    {
        await Journal.Append(Run(Owing(Key, 1, new Relay(Booking, RelayKind.Link, 1, 1))));
        var slow = (await Relays.Claim(10, Later, Lease, Cancellation)).ShouldHaveSingleItem();
        var other = await Storage.OpenAgain();
        var fast = (await other.Relays.Claim(10, Later + Lease, Lease, Cancellation)).ShouldHaveSingleItem();
        await other.Relays.Settle([fast.Id], [], Cancellation);

        await Relays.Settle([], [new PutOff(slow.Id, Later, "late")], Cancellation);

        (await Relays.NextDue(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task OldestDue_IsClaimedFirst_AndNoMoreThanAsked()
    {
        foreach (var id in (string[])["c", "b", "a"]) await Journal.Append(Run(Owing(Shipment(id), 1, new Relay(Booking, RelayKind.Link, 1, 1))));
        var all = await Relays.Claim(10, Later, Lease, Cancellation);
        await Relays.Settle([], [.. all.Select(owed => new PutOff(owed.Id, Later.AddMinutes(owed.From.Id == "a" ? 1 : 2), "x"))], Cancellation);

        var claimed = await Relays.Claim(2, Later.AddMinutes(3), Lease, Cancellation);

        claimed.Select(owed => owed.From.Id).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task ConcurrentClaimers_GetDisjointRelaysAndAllOfThem()
    {
        var other = await Storage.OpenAgain();
        await Journal.Append([.. Enumerable.Range(0, 60).Select(i => Run(Owing(Shipment($"s-{i:D2}"), 1, new Relay(Booking, RelayKind.Link, 1, 1))))]);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ClaimAll(i % 2 == 0 ? Storage : other)));

        var ids = claims.SelectMany(claim => claim).ToList();
        ids.ShouldBeUnique();
        ids.Count.ShouldBe(60);
    }

    [Fact]
    public async Task Read_GivesTheEventsBetween_WithBodies_WithoutLinks()
    {
        var link = Entry(Booking, 3, RelayNames.LinkOf(new string('7', 128)).Value) with { Type = RelayNames.LinkType, Body = Array.Empty<byte>() };
        (await Journal.Append(Run(Entry(Booking, 1, "evt-1"), Entry(Booking, 2, "evt-2"), link, Entry(Booking, 4, "evt-4"), Entry(Booking, 5, "evt-5"))))
            .ShouldBeEmpty();

        var read = await Relays.Read(Booking, 2, 4, 10, AnySize, Cancellation);

        read.Select(tellable => tellable.Version).ShouldBe([2, 4]);
        var told = read[1].Event;
        (told.From, told.EventId.Value, told.Type, told.OccurredAt, told.RecordedAt, told.Fingerprint, told.Secret)
            .ShouldBe((Booking, "evt-4", "shipment.milestone", Noon.AddHours(-4), Noon.AddMinutes(4), (4 * 1_000_003) - 5, "first"));
        Text(told.Facts).ShouldBe("facts of evt-4");
        Text(told.Body).ShouldBe("""{"id":"evt-4","type":"shipment.milestone"}""");
        (await Relays.Read(Booking, 1, 5, 2, AnySize, Cancellation)).Select(tellable => tellable.Version).ShouldBe([1, 2]);
        (await Relays.Read(Booking with { Source = "north" }, 1, 5, 2, AnySize, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_StopsBeforeTheBytesAreMore_ButGivesOneEventInAnyCase(bool compressible)
    {
        const int Kib = 1024;
        var random = new Random(7);
        // As long as it is when it is read, however short it is stored.
        byte[] Body(int size) => [.. Enumerable.Range(0, size).Select(_ => compressible ? (byte)'x' : (byte)random.Next(256))];
        int[] sizes = [40, 40, 40, 200, 1, 1];
        await Journal.Append(Run([.. sizes.Select((size, i) => Entry(Booking, i + 1, $"evt-{i + 1}") with { Body = Body(size * Kib), Facts = new byte[Kib] })]));

        // Each with a KiB of facts.
        (await Versions(1, 123)).ShouldBe([1, 2, 3]);
        (await Versions(1, 122)).ShouldBe([1, 2]);
        (await Versions(3, 100)).ShouldBe([3]);
        (await Versions(4, 100)).ShouldBe([4]);
        (await Versions(5, 4)).ShouldBe([5, 6]);
        (await Versions(1, 0)).ShouldBe([1]);
        (await Versions(7, 100)).ShouldBeEmpty();
        (await Relays.Read(Booking, 4, 6, 10, 100 * Kib, Cancellation)).ShouldHaveSingleItem().Event.Body.Length.ShouldBe(200 * Kib);

        async Task<IEnumerable<long>> Versions(long first, int kib) =>
            (await Relays.Read(Booking, first, 6, 10, kib * Kib, Cancellation)).Select(tellable => tellable.Version);
    }

    private static async Task<List<long>> ClaimAll(IStorageUnderTest storage)
    {
        var ids = new List<long>();
        while (await storage.Relays.Claim(5, Later, Lease, Cancellation) is { Count: > 0 } claimed) ids.AddRange(claimed.Select(owed => owed.Id));
        return ids;
    }
}
