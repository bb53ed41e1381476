using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Lanes;

/// <summary>What comes of a digest comes of all that it tells; what has been collected since is for the next one.</summary>
public abstract class DigestOutcomeTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly LaneKey[] Told = [Lane(thing: "a"), Lane(thing: "b")];

    [Fact]
    public async Task ADigestThatWasSent_HasToldItsMembers_AndWaitsForTheNext()
    {
        await Storage.Collect(0, Noon, Told);
        var members = await Lanes.Collected(Digest(), 10, Cancellation);
        var digest = await Storage.Close();
        digest.MessageId.ShouldBe(MessageIds.Of(Digest().Id, 1));

        await Storage.Record(digest.Ended(LaneEnd.Sent, Noon.AddMinutes(1)) with { Members = [.. members.Select(Member)] });

        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
        foreach (var lane in Told) (await Storage.Known(lane)).ShouldSatisfyAllConditions(one => one.State.ShouldBe(LaneState.Idle), one => Text(one.Told.ShouldNotBeNull()).ShouldBe(Text(Message(lane))));
        var logged = (await Listed()).ShouldHaveSingleItem();
        (logged.Id, logged.State, logged.Thing, logged.Revision).ShouldBe((digest.MessageId, NotificationStates.Sent, "digest", 1));

        // The next one has the next number.
        await Storage.Collect(0, Noon.AddDays(1), Lane(thing: "c"));
        (await Storage.OnlyDue(Noon.AddDays(1))).IsClosed.ShouldBeFalse();
        (await Storage.Close()).MessageId.ShouldBe(MessageIds.Of(Digest().Id, 2));
    }

    [Fact]
    public async Task WhatWasCollectedMeanwhile_OpensTheNextOne()
    {
        await Storage.Collect(0, Noon, Told);
        var members = await Lanes.Collected(Digest(), 10, Cancellation);
        var digest = await Storage.Close();
        // One of them has moved on, and something else has come.
        await Storage.Collect(1, Noon.AddDays(1), Told[0]);
        await Storage.Collect(0, Noon.AddDays(1), Lane(thing: "c"));
        (await Storage.OnlyDue(Noon.AddDays(1))).MessageId.ShouldBe(digest.MessageId);

        await Storage.Record(digest.Ended(LaneEnd.Sent, Noon.AddMinutes(1)) with { Members = [.. members.Select(Member)] });

        var open = await Storage.OnlyDue(Noon.AddMinutes(1));
        (open.IsClosed, open.Revision, open.Since, open.Attempts).ShouldBe((false, 1, Noon, 0));
        var next = await Lanes.Collected(Digest(), 10, Cancellation);
        next.Select(one => (one.Key.Thing, one.Revision, one.Told is { } told ? Text(told) : null)).ShouldBe([("a", 1, Text(Message(Told[0]))), ("c", 0, null)], ignoreOrder: true);
        (await Storage.Known(Told[1])).State.ShouldBe(LaneState.Idle);
    }

    [Fact]
    public async Task ADigestThatIsTriedAgain_SaysTheSame_UnderTheSameId()
    {
        await Storage.Collect(0, Noon, Told);
        var digest = await Storage.Close();

        await Storage.Record(digest.Ended(LaneEnd.Again, Noon) with { DueAt = Noon.AddMinutes(1) });

        var again = await Storage.OnlyDue(Noon.AddMinutes(1));
        (again.MessageId, Text(again.Message), again.Attempts).ShouldBe((digest.MessageId, Text(digest.Message), 1));
        (await Lanes.Collected(Digest(), 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ADigestThatFailed_CanBeTriedAgain_WithAllThatWasInIt()
    {
        await Storage.Collect(0, Noon, Told);
        var members = await Lanes.Collected(Digest(), 10, Cancellation);
        var digest = await Storage.Close();
        await Storage.Collect(1, Noon.AddDays(1), Told[0]);
        await Storage.Record(digest.Ended(LaneEnd.Again, Noon) with { DueAt = Noon, MayHaveArrived = true });

        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.Failed, Noon.AddMinutes(1)) with { Members = [.. members.Select(Member)] });

        (await Storage.Known(Told[1])).ShouldSatisfyAllConditions(one => one.State.ShouldBe(LaneState.Failed), one => one.Doubtful.ShouldBeTrue());
        // What has moved on is in the next one.
        (await Storage.OnlyDue(Noon.AddMinutes(1))).IsClosed.ShouldBeFalse();
        (await Lanes.Collected(Digest(), 10, Cancellation)).ShouldHaveSingleItem().Revision.ShouldBe(1);
        (await Listed(NotificationStates.Failed)).ShouldHaveSingleItem().Id.ShouldBe(digest.MessageId);
        (await Messages.Retry("default", MessageIds.Of(Told[1].Id, 0), Noon, Cancellation)).ShouldBe(RetryOutcome.Collected);

        (await Messages.Retry("default", digest.MessageId, Noon.AddMinutes(2), Cancellation)).ShouldBe(RetryOutcome.Due);

        (await Listed(NotificationStates.Failed)).ShouldBeEmpty();
        (await Lanes.Collected(Digest(), 10, Cancellation)).Select(one => (one.Key.Thing, one.Revision)).ShouldBe([("a", 1), ("b", 0)], ignoreOrder: true);
        (await Storage.OnlyDue(Noon.AddMinutes(2))).IsClosed.ShouldBeFalse();
        (await Storage.Close()).MessageId.ShouldBe(MessageIds.Of(Digest().Id, 2));
    }

    [Fact]
    public async Task AFailedDigestWithNothingOpen_OpensAgainByARetry()
    {
        await Storage.Collect(0, Noon, Told);
        var digest = await Storage.Close();
        await Storage.Record(digest.Ended(LaneEnd.Failed, Noon.AddMinutes(1)));
        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();

        (await Messages.Retry("default", digest.MessageId, Noon.AddHours(1), Cancellation)).ShouldBe(RetryOutcome.Due);

        var open = await Storage.OnlyDue(Noon.AddHours(1));
        (open.Key, open.IsClosed, open.Since).ShouldBe((Digest(), false, Noon.AddHours(1)));
        (await Lanes.Collected(Digest(), 10, Cancellation)).Count.ShouldBe(2);
        (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Noon.AddHours(1));
    }

    [Fact]
    public async Task ADigestThatWasSentAfterAll_HasToldItsMembers()
    {
        await Storage.Collect(0, Noon, Told);
        var members = await Lanes.Collected(Digest(), 10, Cancellation);
        var digest = await Storage.Close();
        await Storage.Record(digest.Ended(LaneEnd.Failed, Noon));

        await Storage.Record(digest.Ended(LaneEnd.Sent, Noon.AddMinutes(1)) with { Members = [.. members.Select(Member)] });

        foreach (var lane in Told) (await Storage.Known(lane)).State.ShouldBe(LaneState.Idle);
        (await Listed()).ShouldHaveSingleItem().State.ShouldBe(NotificationStates.Sent);
        (await Messages.Retry("default", digest.MessageId, Noon, Cancellation)).ShouldBe(RetryOutcome.AlreadySent);
    }

    [Fact]
    public async Task AnOpenDigest_CanBePutOff_AndIsNotAttempted()
    {
        await Storage.Collect(0, Noon, Told);
        var open = await Storage.OnlyDue(Noon);

        await Storage.Record(open.Ended(LaneEnd.Failed, Noon), open.Ended(LaneEnd.Again, Noon));
        (await Storage.OnlyDue(Noon)).Attempts.ShouldBe(0);
        (await Listed(NotificationStates.Failed)).ShouldBeEmpty();

        await Storage.Record(open.Ended(LaneEnd.PutOff, Noon) with { DueAt = Noon.AddHours(1) });
        (await Storage.Due(Noon)).ShouldBeEmpty();
        (await Storage.OnlyDue(Noon.AddHours(1))).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task ADigestThatNobodyIsToHearOf_IsOverWithAllThatItHas()
    {
        await Storage.Collect(0, Noon, Told);
        var digest = await Storage.Close();

        await Storage.Record(digest.Ended(LaneEnd.Nothing, Noon));

        foreach (var lane in Told) (await Storage.Known(lane)).ShouldSatisfyAllConditions(one => one.State.ShouldBe(LaneState.Idle), one => one.Told.HasValue.ShouldBeFalse());
        (await Listed()).ShouldBeEmpty();
        (await Storage.Due(Noon.AddYears(1))).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<ListedNotification>> Listed(string? state = null) =>
        (await Messages.Find(new NotificationQuery("default", state, null, null, null, 100, null), Cancellation)).Items;
}
