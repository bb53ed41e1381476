using Grains.Commits;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;

namespace Storage.Tests.Notifications;

/// <summary>Expansions as simple as can be: everybody hears everything. Who hears what is shown in Grains.Tests.</summary>
internal static class Expanding
{
    public const string Reader = "notifications";

    // All who expand in these tests are one holder: what is shown is what the store takes.
    private static readonly Guid Holder = Guid.NewGuid();

    public static Subscriber Hears(string id, string channel) => new(id, null, channel, channel, [Topics.All], SubscriptionFilter.All);

    /// <summary>Where the reader stands.</summary>
    public static async Task<CommitPlace> Place(this IStorageUnderTest storage) =>
        (await storage.Commits.Lease(Reader, Holder, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ShouldNotBeNull();

    /// <summary>All commits after a place. Other tests' transactions on the same server may have to end first.</summary>
    public static async Task<IReadOnlyList<ReadCommit>> After(this ICommitStore commits, CommitPlace place, CommitParts parts)
    {
        while (true)
        {
            var page = await commits.Read(place, parts, 10_000, TestContext.Current.CancellationToken);
            if (!page.IsHeldBack) return page.Commits;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What has been announced and is not expanded: so many at most.</summary>
    public static async Task<Owing> Owed(this IStorageUnderTest storage, int limit)
    {
        var place = await storage.Place();
        var (owed, to) = (new List<OwedAnnouncement>(), place);
        foreach (var commit in await storage.Commits.After(place, CommitParts.Announcements))
        {
            commit.IsDamaged.ShouldBeFalse();
            var first = place.Part > 0 && place.Id == commit.Place.Id ? place.Part : 0;
            if (owed.Count == limit && commit.Announcements.Count > first) break;
            var last = Math.Min(commit.Announcements.Count, first + limit - owed.Count);
            owed.AddRange(commit.Announcements.Take(first..last));
            to = last == commit.Announcements.Count ? commit.Place : commit.Place with { Part = last };
        }

        return new Owing(await storage.Notifications.Told(owed, TestContext.Current.CancellationToken), new CommitMove(Reader, place, to));
    }

    /// <summary>Expands the next ones for all of these.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> Expand(this IStorageUnderTest storage, IReadOnlyList<Subscriber> subscribers, int limit, DateTimeOffset now)
    {
        var owing = await storage.Owed(limit);
        return await storage.Expand(ForAll(owing, subscribers, now), owing, now);
    }

    /// <returns>How many; 0 when somebody else was faster.</returns>
    public static async Task<int> Expand(this IStorageUnderTest storage, Expansion expansion, Owing owing, DateTimeOffset now) =>
        await storage.Notifications.Expand(expansion, owing.Move, now, TestContext.Current.CancellationToken) ? expansion.Announcements.Count : 0;

    public static Expansion ForAll(OwedPage page, IReadOnlyList<Subscriber> subscribers, DateTimeOffset due) => new(
        page.Announcements,
        [
            .. from one in page.Announcements
               from subscriber in subscribers
               select new MadeNotification(
                   NotificationIds.Of(subscriber.Id, one.Key, one.Thing, one.Revision), subscriber.Id, subscriber.Channel, subscriber.Target, one.Key, one.Thing, one.Revision, due),
        ],
        [],
        [],
        null);

    public static Task<IReadOnlyList<Notification>> Claim(
        this INotificationStore store, string[] channels, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation) =>
        store.Claim(ClaimScope.Over(channels), limit, now, lease, cancellation);

    public static Task<DateTimeOffset?> NextDue(this INotificationStore store, string[] channels, CancellationToken cancellation) =>
        store.NextDue(ClaimScope.Over(channels), handsOn: true, cancellation);
}

/// <summary>What is owed, with what was told before, and the step that it takes the reader.</summary>
internal sealed record Owing(OwedPage Page, CommitMove Move)
{
    public IReadOnlyList<OwedAnnouncement> Announcements => Page.Announcements;
    public IReadOnlyList<ToldThing> Told => Page.Told;
    public IReadOnlyList<ToldEstimate> Estimates => Page.Estimates;

    public static implicit operator OwedPage(Owing owing) => owing.Page;
}
