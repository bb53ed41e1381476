using Grains.Interfaces.DeadLetters;
using static Storage.Tests.DeadLetters.DeadLetterTests;
using static Storage.Tests.Freight;

namespace Storage.Tests.DeadLetters;

/// <summary>Deliveries whose entity could not be reached: taken up again by themselves.</summary>
public abstract class ParkedTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ParkedLetter_IsDueAtOnce_AndComesWhole()
    {
        var parked = Letter("evt-1", DeadLetterReason.Parked);
        var id = await DeadLetters.Keep(parked, Cancellation);

        var file = (await DeadLetters.ClaimParked(10, Noon, Lease, Cancellation)).ShouldHaveSingleItem();

        file.Letter.Id.ShouldBe(id);
        (file.Delivery with { Body = [] }).ShouldBe(parked.Delivery with { Body = [] });
        file.Delivery.Body.ShouldBe(parked.Delivery.Body);
    }

    [Fact]
    public async Task OtherLetters_AreNeverClaimed()
    {
        await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Poison), Cancellation);

        (await DeadLetters.ClaimParked(10, Noon.AddDays(1), Lease, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClaimedLetter_IsOutOfReachUntilTheLeaseEnds()
    {
        await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked), Cancellation);
        await DeadLetters.ClaimParked(10, Noon, Lease, Cancellation);

        (await DeadLetters.ClaimParked(10, Noon + Lease - TimeSpan.FromMilliseconds(1), Lease, Cancellation)).ShouldBeEmpty();
        (await DeadLetters.ClaimParked(10, Noon + Lease, Lease, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task OldestDue_IsClaimedFirst()
    {
        await DeadLetters.Keep(Letter("younger", DeadLetterReason.Parked, Noon.AddSeconds(2)), Cancellation);
        await DeadLetters.Keep(Letter("oldest", DeadLetterReason.Parked, Noon), Cancellation);
        await DeadLetters.Keep(Letter("later", DeadLetterReason.Parked, Noon.AddHours(1)), Cancellation);

        var claimed = await DeadLetters.ClaimParked(10, Noon.AddSeconds(2), Lease, Cancellation);

        claimed.Select(file => file.Letter.EventId).ShouldBe(["oldest", "younger"]);
    }

    [Fact]
    public async Task FailedAttempt_IsDueAgainWhenItWasSaid()
    {
        var id = await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked), Cancellation);
        await DeadLetters.ClaimParked(10, Noon, Lease, Cancellation);
        await DeadLetters.Tried(id, settled: false, "unreachable", Noon, Noon.AddSeconds(5), Cancellation);

        (await DeadLetters.ClaimParked(10, Noon.AddSeconds(4), Lease, Cancellation)).ShouldBeEmpty();
        var again = (await DeadLetters.ClaimParked(10, Noon.AddSeconds(5), Lease, Cancellation)).ShouldHaveSingleItem();
        again.Letter.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task AnOperatorsAttemptThatFails_LeavesItsTurnAsItWas()
    {
        var id = await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked), Cancellation);
        var due = (await DeadLetters.NextParked(Cancellation)).ShouldNotBeNull();

        await DeadLetters.Tried(id, settled: false, "still unreachable", Noon, nextAttemptAt: null, Cancellation);

        (await DeadLetters.NextParked(Cancellation)).ShouldBe(due);
        (await DeadLetters.ClaimParked(10, Noon.AddDays(1), Lease, Cancellation)).ShouldHaveSingleItem().Letter.Id.ShouldBe(id);
    }

    [Fact]
    public async Task NextParked_LooksAtOpenParkedOnesOnly()
    {
        await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Poison), Cancellation);
        (await DeadLetters.NextParked(Cancellation)).ShouldBeNull();

        var id = await DeadLetters.Keep(Letter("evt-2", DeadLetterReason.Parked), Cancellation);
        await DeadLetters.Tried(id, settled: true, "applied", Noon, null, Cancellation);
        (await DeadLetters.NextParked(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task SettledLetter_IsNotClaimedAgain_UnlessItIsParkedAgain()
    {
        var id = await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked), Cancellation);
        await DeadLetters.Tried(id, settled: true, "applied", Noon, null, Cancellation);
        (await DeadLetters.ClaimParked(10, Noon.AddDays(1), Lease, Cancellation)).ShouldBeEmpty();

        (await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked, Noon.AddDays(2)), Cancellation)).ShouldBe(id);

        (await DeadLetters.ClaimParked(10, Noon.AddDays(2), Lease, Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ParkedTwiceWhileClaimed_IsNotHandedOutTwice()
    {
        await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked), Cancellation);
        await DeadLetters.ClaimParked(10, Noon, Lease, Cancellation);

        await DeadLetters.Keep(Letter("evt-1", DeadLetterReason.Parked), Cancellation);

        (await DeadLetters.ClaimParked(10, Noon.AddSeconds(1), Lease, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ConcurrentClaimers_GetDisjointLettersAndAllOfThem()
    {
        var other = await Storage.OpenAgain();
        for (var i = 0; i < 60; i++) await DeadLetters.Keep(Letter($"evt-{i}", DeadLetterReason.Parked), Cancellation);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ClaimAll(i % 2 == 0 ? Storage : other)));

        var ids = claims.SelectMany(claim => claim).ToList();
        ids.ShouldBeUnique();
        ids.Count.ShouldBe(60);
    }

    private static async Task<List<long>> ClaimAll(IStorageUnderTest storage)
    {
        var ids = new List<long>();
        while (await storage.DeadLetters.ClaimParked(5, Noon, Lease, Cancellation) is { Count: > 0 } files) ids.AddRange(files.Select(file => file.Letter.Id));
        return ids;
    }
}
