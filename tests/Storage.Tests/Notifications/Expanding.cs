using Grains.Commits;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Storage.Tests.Notifications;

/// <summary>Expansions as simple as can be: everybody hears everything. Who hears what is shown in Grains.Tests.</summary>
internal static class Expanding
{
    public const string Reader = "lanes";

    /// <summary>The target of all lanes.</summary>
    public const string Target = "log";

    // All who expand in these tests are one holder: what is shown is what the store takes.
    private static readonly Guid Holder = Guid.NewGuid();

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

        return new Owing(owed, new CommitMove(Reader, place, to));
    }

    /// <summary>Expands the next ones for all of these subscriptions.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> Expand(this IStorageUnderTest storage, IReadOnlyList<string> subscriptions, int limit, DateTimeOffset now) =>
        await storage.Expand(await storage.Owed(limit), subscriptions, now);

    /// <returns>How many; 0 when somebody else was faster.</returns>
    public static async Task<int> Expand(this IStorageUnderTest storage, Owing owing, IReadOnlyList<string> subscriptions, DateTimeOffset now) =>
        await storage.Lanes.Expand(ForAll(owing.Announcements, subscriptions, now), owing.Move, now, TestContext.Current.CancellationToken) ? owing.Announcements.Count : 0;

    /// <summary>Each thing once, with what was announced of it last.</summary>
    public static LaneExpansion ForAll(IReadOnlyList<OwedAnnouncement> announcements, IReadOnlyList<string> subscriptions, DateTimeOffset due) => new(
        announcements,
        [
            .. from place in Enumerable.Range(0, announcements.Count)
               group place by (announcements[place].Key, announcements[place].Thing) into thing
               from subscription in subscriptions
               select new MadeLane(thing.Last(), Lane(subscription, announcements[thing.Last()]), Target, true, LaneState.Waiting, due),
        ],
        []);

    public static LaneKey Lane(string subscription, OwedAnnouncement announcement) => new(subscription, Guid.Empty, announcement.Key, announcement.Thing);
}

/// <summary>What is owed, and the step that it takes the reader.</summary>
internal sealed record Owing(IReadOnlyList<OwedAnnouncement> Announcements, CommitMove Move);
