using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Storage.Tests.Lanes;

/// <summary>Invented lanes, and what is done with them over and over.</summary>
internal static class SomeLanes
{
    public const string Ops = "ops";
    public const string Desk = "default/harbour-desk/mail";
    public const string Night = "default/night-watch/chat";
    public const string Arrived = "milestone:arrived";

    public static readonly Guid Generation = new("6e0c1a52-7d8f-4f0e-9c41-52c3a5b0f001");
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static LaneKey Lane(string shipment, string subscription = Ops, string thing = Arrived) => new(subscription, Generation, Freight.Shipment(shipment), thing);

    public static LaneKey Digest(string subscription = Ops) => LaneKey.OfDigest("default", subscription, Generation);

    /// <summary>An announcement that says which revision it is.</summary>
    public static OwedAnnouncement Announced(string shipment, int revision = 0, string thing = Arrived) => new(
        Freight.Shipment(shipment), thing, revision, revision + 1, Freight.Noon.AddHours(-1), Freight.Noon.AddMinutes(revision), Message(shipment, revision, thing));

    public static byte[] Message(string shipment, int revision, string thing = Arrived) => Freight.Utf8($$"""{"shipment":"{{shipment}}","thing":"{{thing}}","revision":{{revision}}}""");

    public static MadeLane Waiting(LaneKey lane, int place = 0, DateTimeOffset? due = null, string target = Desk, DateTimeOffset? escalate = null) =>
        new(place, lane, target, true, LaneState.Waiting, due ?? Freight.Noon, escalate);

    public static MadeLane Collected(LaneKey lane, int place = 0, string target = Desk) => new(place, lane, target, true, LaneState.Collected, Freight.Noon);

    public static MadeLane Noted(LaneKey lane, int place = 0, string target = Desk) => new(place, lane, target, false, LaneState.Idle, Freight.Noon);

    public static OpenedDigest Opened(string subscription = Ops, DateTimeOffset? due = null, string target = Desk) => new(Digest(subscription), target, due ?? Freight.Noon.AddHours(6));

    public static LaneExpansion Of(params MadeLane[] lanes) => new([], lanes, []);

    /// <summary>Expands where the reader stands: a part of what a commit becomes.</summary>
    public static Task<bool> Expand(this IStorageUnderTest storage, LaneExpansion expansion, DateTimeOffset? now = null) => storage.Expand(storage.Lanes, expansion, now);

    public static async Task<bool> Expand(this IStorageUnderTest storage, ILaneStore lanes, LaneExpansion expansion, DateTimeOffset? now = null)
    {
        var place = await Notifications.Expanding.Place(storage);
        return await lanes.Expand(expansion, new CommitMove(Notifications.Expanding.Reader, place, place), now ?? Freight.Noon, TestContext.Current.CancellationToken);
    }

    /// <summary>One announcement to one lane.</summary>
    public static Task<bool> Tell(this IStorageUnderTest storage, MadeLane made, int revision = 0, DateTimeOffset? now = null) =>
        storage.Expand(new LaneExpansion([Announced(made.Key.Key.Id, revision, made.Key.Thing)], [made with { Place = 0 }], []), now);

    /// <summary>One announcement to a lane whose digest collects it.</summary>
    public static Task<bool> Collect(this IStorageUnderTest storage, LaneKey lane, int revision = 0, DateTimeOffset? now = null) =>
        storage.Expand(new LaneExpansion([Announced(lane.Key.Id, revision, lane.Thing)], [Collected(lane)], [Opened(lane.Subscription)]), now);

    /// <summary>The lane as whoever decides about its next announcement finds it.</summary>
    public static async Task<KnownLane?> Known(this ILaneStore lanes, LaneKey lane) =>
        (await lanes.Known([(lane.Key, lane.Thing)], TestContext.Current.CancellationToken)).SingleOrDefault(known => known.Key == lane);

    /// <summary>What is due in a mailbox at an instant.</summary>
    public static async Task<IReadOnlyList<WaitingLane>> Due(this ILaneStore lanes, DateTimeOffset now, string target = Desk) =>
        (await lanes.Due(target, 100, now, TestContext.Current.CancellationToken)).Lanes;

    public static async Task<IReadOnlyList<TakenMailbox>> Take(this ILaneStore lanes, Guid holder, DateTimeOffset now, int limit = 100) =>
        await lanes.Take(holder, Lease, limit, Capabilities.Known, now, TestContext.Current.CancellationToken);

    public static Task Record(this ILaneStore lanes, params LaneOutcome[] outcomes) => lanes.Record(outcomes, TestContext.Current.CancellationToken);

    public static LaneOutcome Ended(this WaitingLane lane, LaneEnd end, DateTimeOffset at, DateTimeOffset? due = null, bool mayHaveArrived = false, string? error = null) => new(
        lane.Key.Id, lane.Revision, lane.Retries, end, at, due, mayHaveArrived, error,
        end is LaneEnd.Sent or LaneEnd.Failed ? new SentLetter(lane.Key, "email", lane.Target, lane.Attempts + 1, lane.Since, lane.Message, "words") : null, null, lane.Message);

    public static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Freight.Text(some) : null;

    /// <summary>All of it, to be compared.</summary>
    public static string Said(WaitingLane lane) =>
        $"{lane.Key.Subscription} {lane.Key.Key.Id} {lane.Key.Thing} {lane.Target} {lane.Revision} {Freight.Text(lane.Message)} {lane.AnnouncedAt:T} {lane.Since:T} {lane.Fits} {lane.Base:T} {Text(lane.Told) ?? "nothing"} {lane.Doubtful} {lane.Attempts} {lane.Retries}";

    /// <inheritdoc cref="Said(WaitingLane)"/>
    public static string Said(KnownLane lane) =>
        $"{lane.Key.Subscription} {lane.Key.Key.Id} {lane.Key.Thing} {lane.Revision} {lane.State} {Text(lane.Told) ?? "nothing"} {lane.Doubtful} {lane.Base:T}";
}
