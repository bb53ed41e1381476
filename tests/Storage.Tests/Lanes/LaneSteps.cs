using CsCheck;
using Grains.Commits;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Storage.Tests.Notifications;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Lanes;

/// <summary>A history of lanes, step by step, on the model and, if there is one, on a store beside it.</summary>
internal sealed class LaneSteps
{
    private const int Kinds = 16;

    /// <summary>Which step, and three numbers that it makes of what it likes.</summary>
    public static readonly Gen<(int What, int Which, int Whose, int How)[]> OfChance = Gen.Select(Gen.Int[0, Kinds - 1], Gen.Int[0, 99], Gen.Int[0, 1], Gen.Int[0, 99]).Array[20, 60];

    private static readonly string[] Targets = [Desk, Night];
    private static readonly string[] Subscriptions = [Ops, "erp", "ops#backup"];
    private static readonly LaneKey[] Lanes = [.. from shipment in new[] { "s-1", "s-2", "s-3" } from subscription in Subscriptions select Lane(shipment, subscription)];
    private static readonly DateTimeOffset Never = Freight.Noon.AddYears(1);

    private readonly LaneModel model;
    private readonly IStorageUnderTest? storage;
    private readonly CommitPlace place;
    // Of each silo what it has looked at: also what is long past.
    private readonly List<WaitingLane>[] looked = [[], []];
    private readonly Dictionary<string, (long Model, long Store)>[] news = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
    private readonly HashSet<string>[] has = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
    private readonly Guid[] holders = [Guid.NewGuid(), Guid.NewGuid()];
    private readonly Dictionary<Guid, int> revisions = [];
    private DateTimeOffset now = Freight.Noon;

    private LaneSteps(IStorageUnderTest? storage, CommitPlace place)
    {
        (this.storage, this.place) = (storage, place);
        model = new LaneModel(TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task Run((int What, int Which, int Whose, int How)[] steps, IStorageUnderTest? storage)
    {
        var history = new LaneSteps(storage, storage is null ? default : await storage.Place());
        foreach (var step in steps)
        {
            await history.Step(step.What, step.Which, step.Whose, step.How);
            await history.Check();
        }
    }

    private Task Step(int what, int which, int whose, int how) => what switch
    {
        0 or 1 or 2 or 3 => Expand(which, how),
        4 or 5 => Take(whose, 1 + (how % 3)),
        6 or 7 => Look(whose, Targets[which % 2]),
        8 or 9 or 10 => Record(whose, which, how),
        11 => Release(whose, Targets[which % 2], how),
        12 => how < 50 ? Die(whose) : Wait(how),
        13 => Close(Subscriptions[which % 2], how),
        14 => HandOn(how),
        _ => how < 70 ? Retry(whose, which) : Expire(how),
    };

    private Task Wait(int how)
    {
        now = now.AddMinutes(how);
        return Task.CompletedTask;
    }

    private async Task Expand(int which, int how)
    {
        var (lane, other, revision) = (Lanes[which % Lanes.Length], Lanes[how % Lanes.Length], how % 5);
        var next = (LaneState)(which / 9 % 3);
        OwedAnnouncement[] announcements = [Announced(lane.Key.Id, revision), Announced(other.Key.Id, revision)];
        MadeLane[] made = lane == other ? [Made(lane, 0, next)] : [Made(lane, 0, next), Made(other, 1, LaneState.Waiting)];
        OpenedDigest[] digests = next == LaneState.Collected ? [new OpenedDigest(Digest(lane.Subscription), Targets[how / 10 % 2], now.AddMinutes(how % 7))] : [];
        LaneExpansion expansion = new(announcements, made, digests);
        (await model.Expand(expansion, new CommitMove(Expanding.Reader, place, place), now, Cancellation)).ShouldBeTrue();
        if (storage is not null) (await storage.Lanes.Expand(expansion, new CommitMove(Expanding.Reader, place, place), now, Cancellation)).ShouldBeTrue();

        MadeLane Made(LaneKey key, int at, LaneState state) => new(
            at, key, Targets[how / 10 % 2], how % 2 == 0, state, now.AddMinutes(how % 11), how % 3 == 0 ? now.AddMinutes(5) : null, how % 4 == 0 ? now : null);
    }

    private async Task Take(int whose, int limit)
    {
        var taken = await model.Take(holders[whose], TimeSpan.FromHours(1), limit, Capabilities.Known, now, Cancellation);
        if (storage is not null)
        {
            var stored = await storage.Lanes.Take(holders[whose], TimeSpan.FromHours(1), limit, Capabilities.Known, now, Cancellation);
            stored.Select(one => (one.Target, one.WasAbandoned)).ShouldBe(taken.Select(one => (one.Target, one.WasAbandoned)));
        }

        foreach (var one in taken)
        {
            has[1 - whose].ShouldNotContain(one.Target);
            has[whose].Add(one.Target).ShouldBeTrue();
        }
    }

    private async Task Look(int whose, string target)
    {
        if (!has[whose].Contains(target)) return;
        var (modelNews, due) = await model.Due(target, 10, now, Cancellation);
        looked[whose].AddRange(due);
        var (storeNews, stored) = storage is null ? (0, due) : await storage.Lanes.Due(target, 10, now, Cancellation);
        stored.Select(Said).ShouldBe(due.Select(Said));
        news[whose][target] = (modelNews, storeNews);
    }

    // Anything that was ever looked at, with any end: too late, twice, overtaken.
    private async Task Record(int whose, int which, int how)
    {
        if (looked[whose].Count == 0) return;
        var lane = looked[whose][^(1 + (which % Math.Min(4, looked[whose].Count)))];
        if (lane.Key.IsDigest && !lane.IsClosed && how % 2 == 0) return;
        var end = lane.Key.IsDigest && !lane.IsClosed ? LaneEnd.PutOff : (LaneEnd)(1 + (how % 5));
        var members = lane.IsClosed && lane.Key.IsDigest
            ? Lanes.Where(one => one.Subscription == lane.Key.Subscription && how % 7 != 0).Select(one => (one, revision: which % 5)).Select(one => new DigestMember(one.one.Id, one.revision, Message(one.one.Key.Id, one.revision))).ToList()
            : null;
        var outcome = lane.Ended(end, now, now.AddMinutes(how % 9), how % 2 == 0, end is LaneEnd.Again or LaneEnd.Failed ? "busy" : null) with { Members = members };
        await model.Record([outcome], Cancellation);
        if (storage is not null) await storage.Lanes.Record([outcome], Cancellation);
    }

    private async Task Release(int whose, string target, int how)
    {
        if (!has[whose].Contains(target)) return;
        var (modelNews, storeNews) = news[whose].GetValueOrDefault(target);
        DateTimeOffset? pause = how % 3 == 0 ? now.AddMinutes(3) : null;
        var stay = await model.Release(holders[whose], [new ReleasedMailbox(target, modelNews, pause, how % 2 == 0)], now, Cancellation);
        if (storage is not null)
            (await storage.Lanes.Release(holders[whose], [new ReleasedMailbox(target, storeNews, pause, how % 2 == 0)], now, Cancellation)).ShouldBe(stay);
        if (stay.Count == 0) has[whose].Remove(target);
    }

    // Its leases end now; it may still report what it has done.
    private async Task Die(int whose)
    {
        var kept = await model.Renew(holders[whose], Targets, TimeSpan.Zero, Cancellation);
        kept.ShouldBe(has[whose], ignoreOrder: true);
        if (storage is not null) (await storage.Lanes.Renew(holders[whose], Targets, TimeSpan.Zero, Cancellation)).ShouldBe(kept, ignoreOrder: true);
        has[whose].Clear();
        holders[whose] = Guid.NewGuid();
    }

    private async Task Close(string subscription, int how)
    {
        var collected = await model.Collected(Digest(subscription), 10, Cancellation);
        var members = collected.Where((_, i) => (how >> i) % 2 == 0).Select(one => new DigestMember(one.Key.Id, one.Revision - (how % 10 == 9 ? 1 : 0), one.Message)).ToList();
        var known = collected.Where((_, i) => (how >> i) % 2 == 1).Select(one => (one.Key.Id, one.Revision)).ToList();
        var closed = await model.Close(Digest(subscription), Freight.Utf8("""{"class":"digest"}"""), members, known, now, Cancellation);
        if (storage is null) return;
        var stored = await storage.Lanes.Close(Digest(subscription), Freight.Utf8("""{"class":"digest"}"""), members, known, now, Cancellation);
        (stored is null ? null : Said(stored)).ShouldBe(closed is null ? null : Said(closed));
    }

    private async Task HandOn(int how)
    {
        var late = (await model.Escalating(10, now, Cancellation)).Where(one => one.Key.Subscription == Ops).ToList();
        var announcements = late.Select(one => Announced(one.Key.Key.Id, one.Revision - (how % 5 == 4 ? 1 : 0))).ToList();
        var handed = late.Select((one, i) => (one.Key.Id, how % 4 == 3 ? null : Waiting(one.Key with { Subscription = "ops#backup" }, i, now, Night))).ToList();
        await model.HandOn(handed, announcements, now, Cancellation);
        if (storage is not null) await storage.Lanes.HandOn(handed, announcements, now, Cancellation);
    }

    private async Task Retry(int whose, int which)
    {
        if (looked[whose].Count == 0) return;
        var id = looked[whose][which % looked[whose].Count].MessageId;
        var outcome = await model.Retry("default", id, now);
        outcome.ShouldNotBe(RetryOutcome.None);
        if (storage is not null) (await storage.Messages.Retry("default", id, now, Cancellation)).ShouldBe(outcome);
    }

    private async Task Expire(int how)
    {
        var before = how < 85 ? DateTimeOffset.MinValue : now.AddMinutes(-10);
        var gone = await model.Expire(before, before, 100, Cancellation);
        if (storage is not null) (await storage.Lanes.Expire(before, before, 100, Cancellation)).ShouldBe(gone);
    }

    private async Task Check()
    {
        CheckPromises();
        if (storage is null) return;
        var things = Lanes.Select(lane => (lane.Key, lane.Thing)).Distinct().ToList();
        (await storage.Lanes.Known(things, Cancellation)).Select(Said).Order().ShouldBe((await model.Known(things, Cancellation)).Select(Said).Order());
        foreach (var target in Targets)
            (await storage.Lanes.Due(target, 100, Never, Cancellation)).Lanes.Select(Said).ShouldBe((await model.Due(target, 100, Never, Cancellation)).Lanes.Select(Said));
        foreach (var subscription in Subscriptions)
            (await storage.Lanes.Collected(Digest(subscription), 100, Cancellation)).Select(Said).ShouldBe((await model.Collected(Digest(subscription), 100, Cancellation)).Select(Said));
        (await storage.Lanes.Escalating(100, Never, Cancellation)).Select(Said).ShouldBe((await model.Escalating(100, Never, Cancellation)).Select(Said));
        (await storage.Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBe(await model.NextDue(Capabilities.Known, Cancellation));
        var log = (await storage.Messages.Find(new NotificationQuery("default", NotificationStates.Sent, null, null, null, 500, null), Cancellation)).Items
            .Concat((await storage.Messages.Find(new NotificationQuery("default", NotificationStates.Failed, null, null, null, 500, null), Cancellation)).Items);
        log.Select(one => (one.Id, one.State == NotificationStates.Sent)).Order().ShouldBe(model.Log.Select(one => (one.Key, one.Value.IsSent)).Order());
    }

    private void CheckPromises()
    {
        var boxes = model.Mailboxes.ToDictionary(box => box.Target);
        // What was forgotten may begin anew.
        foreach (var gone in revisions.Keys.Except(model.Lanes.Select(lane => lane.Key.Id)).ToList()) revisions.Remove(gone);
        foreach (var lane in model.Lanes)
        {
            lane.Revision.ShouldBeGreaterThanOrEqualTo(revisions.GetValueOrDefault(lane.Key.Id));
            revisions[lane.Key.Id] = lane.Revision;
            (lane.ToldRevision ?? 0).ShouldBeLessThanOrEqualTo(lane.Revision);
            if (lane.IsWaiting)
            {
                // What waits is found.
                boxes.ShouldContainKey(lane.Target);
                boxes[lane.Target].DueAt.ShouldBeLessThanOrEqualTo(lane.DueAt!.Value);
            }

            if (lane.State != LaneState.Collected) continue;
            // What is collected is told by a digest that is open, or is closed and has it.
            var digest = model.Lanes.Single(one => one.Key == Digest(lane.Key.Subscription));
            digest.IsWaiting.ShouldBeTrue();
            if (lane.Digest is { } number) (digest.IsClosedDigest, digest.Revision).ShouldBe((true, number));
        }
    }
}
