using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;

namespace Storage.Tests.Lanes;

/// <summary>Announcements, mailboxes and messages of invented stakeholders.</summary>
internal static class Mailing
{
    public const string Desk = "default/harbour-goods/desk";
    public const string Yard = "default/harbour-goods/yard";

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>A lease that ends as it begins: whoever has it has lost it to whoever asks next.</summary>
    public static readonly TimeSpan Lost = TimeSpan.Zero;

    private static readonly Guid Generation = new("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");

    // Whoever expands in these tests is one reader.
    private static readonly Guid Expanding = Guid.NewGuid();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static LaneKey Lane(string subscription = "ops", string shipment = "460723", string thing = "milestone:departed") => new(subscription, Generation, Shipment(shipment), thing);

    public static LaneKey Digest(string subscription = "ops") => LaneKey.OfDigest("default", subscription, Generation);

    public static byte[] Message(LaneKey lane, int revision = 0) => Utf8($$"""{"thing":"{{lane.Thing}}","revision":{{revision}}}""");

    public static MadeLane Made(LaneKey lane, string target = Desk, LaneState next = LaneState.Waiting, DateTimeOffset? due = null, DateTimeOffset? escalate = null, int needs = Capabilities.First) =>
        new(0, lane, target, true, next, due ?? Noon, escalate, null, needs);

    /// <summary>Writes what an announcement becomes in lanes of one thing.</summary>
    public static async Task Announce(this IStorageUnderTest storage, int revision, params MadeLane[] lanes) => await storage.Expand(revision, Noon, lanes, []);

    /// <inheritdoc cref="Announce(IStorageUnderTest, int, MadeLane[])"/>
    public static async Task Announce(this IStorageUnderTest storage, int revision, DateTimeOffset now, params MadeLane[] lanes) => await storage.Expand(revision, now, lanes, []);

    /// <summary>A digest of the desk's collects these.</summary>
    public static async Task Collect(this IStorageUnderTest storage, int revision, DateTimeOffset due, params LaneKey[] lanes)
    {
        foreach (var lane in lanes) await storage.Expand(revision, Noon, [Made(lane, next: LaneState.Collected)], [new OpenedDigest(Digest(lane.Subscription), Desk, due)]);
    }

    public static async Task<WaitingLane> Close(this IStorageUnderTest storage, string subscription = "ops")
    {
        var collected = await storage.Lanes.Collected(Digest(subscription), 100, Cancellation);
        return (await storage.Lanes.Close(Digest(subscription), """{"class":"digest"}"""u8.ToArray(), [.. collected.Select(Member)], [], Noon, Cancellation)).ShouldNotBeNull();
    }

    public static DigestMember Member(WaitingLane lane) => new(lane.Key.Id, lane.Revision, lane.Message);

    /// <summary>A mailbox that is taken by somebody.</summary>
    public static async Task<TakenMailbox> Take(this IStorageUnderTest storage, Guid holder, TimeSpan lease, DateTimeOffset now) =>
        (await storage.Lanes.Take(holder, lease, 1, Capabilities.Known, now, Cancellation)).ShouldHaveSingleItem();

    public static async Task<IReadOnlyList<WaitingLane>> Due(this IStorageUnderTest storage, DateTimeOffset now, string target = Desk) =>
        (await storage.Lanes.Due(target, 100, now, Cancellation)).Lanes;

    public static async Task<WaitingLane> OnlyDue(this IStorageUnderTest storage, DateTimeOffset now, string target = Desk) => (await storage.Due(now, target)).ShouldHaveSingleItem();

    public static async Task<KnownLane> Known(this IStorageUnderTest storage, LaneKey lane) =>
        (await storage.Lanes.Known([(lane.Key, lane.Thing)], Cancellation)).Single(one => one.Key == lane);

    public static Task Record(this IStorageUnderTest storage, params LaneOutcome[] outcomes) => storage.Lanes.Record(outcomes, Cancellation);

    /// <summary>How an attempt of what was due ended.</summary>
    public static LaneOutcome Ended(this WaitingLane lane, LaneEnd end, DateTimeOffset at) => new(lane.Key.Id, lane.Revision, lane.Retries, end, at)
    {
        Letter = end is LaneEnd.Sent or LaneEnd.Failed ? new SentLetter(lane.Key, "email", lane.Target, lane.Attempts + 1, lane.Since, lane.Message, "Departed.") : null,
        Error = end is LaneEnd.Again or LaneEnd.Failed ? "busy" : null,
        Message = lane.Message,
    };

    private static async Task Expand(this IStorageUnderTest storage, int revision, DateTimeOffset now, IReadOnlyList<MadeLane> lanes, IReadOnlyList<OpenedDigest> digests)
    {
        var place = (await storage.Commits.Lease(Notifications.Expanding.Reader, Expanding, Minute, Cancellation)).ShouldNotBeNull();
        var announcements = lanes.Select(one => Announcement(one.Key, revision)).ToList();
        (await storage.Lanes.Expand(
            new LaneExpansion(announcements, [.. lanes.Select((one, i) => one with { Place = i })], digests), new CommitMove(Notifications.Expanding.Reader, place, place), now, Cancellation)).ShouldBeTrue();
    }

    private static OwedAnnouncement Announcement(LaneKey lane, int revision) =>
        new(lane.Key, lane.Thing, revision, revision + 1, Noon.AddHours(-3), Noon.AddMinutes(revision - 60), Message(lane, revision));
}
