using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>How a pass over the commits ended.</summary>
internal enum ExpansionEnd
{
    None = 0,
    /// <summary>Another silo reads them.</summary>
    Elsewhere,
    /// <summary>All that can be read has been.</summary>
    Done,
    /// <summary>The same, and something waits for a transaction that runs.</summary>
    HeldBack,
    /// <summary>There is more.</summary>
    More,
}

/// <summary>
/// Turns announcements into lanes: reads the commits of all silos in order, who hears of what they announce is decided here, and what comes of it is written in parts, the last together with the place
/// of the reader. The invariants:
/// <list type="bullet">
/// <item>Nothing is passed over: the reader's place moves in the statement that writes the last of what the commits before it became, from the place at which they were read. What is written again changes nothing: a lane takes a revision once.</item>
/// <item>The commits after that place are dealt with again by whoever comes next. Of those that were passed in memory alone nothing came; it makes no difference.</item>
/// <item>What older programs announced is dealt with before the first commit is, and moves the reader too.</item>
/// </list>
/// </summary>
/// <remarks>Used by one loop alone.</remarks>
internal sealed partial class AnnouncementExpansion(
    ICommitStore commits,
    ILaneStore store,
    Subscribers subscribers,
    IOptions<NotificationOptions> options,
    CommitInstruments instruments,
    TimeProvider time,
    ILogger<AnnouncementExpansion> logger)
{
    /// <summary>The name of its reader. That of programs of schema 11 and before is another one, so that none of them moves this one on.</summary>
    public const string Reader = "lanes";

    /// <summary>Announcements that are decided about together at most.</summary>
    private const int PageSize = 500;

    /// <summary>Lanes that are written by one statement; fewer after one that took too long.</summary>
    private const int MostLanes = 1_000;
    private const int FewestLanes = 50;

    /// <summary>Commits that are read at once: of those that are looked into, and of those that are only passed.</summary>
    private const int CommitsAtOnce = 64;
    private const int PassedAtOnce = 5_000;

    /// <summary>So often what was decided may come to nothing in one pass; the next one decides anew.</summary>
    private const int MostVain = 3;

    /// <summary>Pages of one pass: others have their turn, too.</summary>
    private const int MostPages = 200;

    private readonly CommitReader reader = new(Reader, commits, time, instruments, logger);
    private (long Of, Hearers Hearers)? hearers;
    private int lanesAtOnce = MostLanes;
    private bool oldOnesAreDone;
    private long? passedAt;
    private int vain;

    /// <summary>Whether this silo is the one that expands.</summary>
    public bool Holds => reader.Holds;

    /// <summary>What has been dealt with.</summary>
    public CommitPlace Place => reader.Place;

    /// <summary>Deals with what there is.</summary>
    /// <param name="made">Called whenever notifications have been written.</param>
    /// <exception cref="Interfaces.Entities.StoreUnavailableException">The next pass goes on.</exception>
    public async Task<ExpansionEnd> Run(Action made, CancellationToken cancellation)
    {
        try
        {
            return await Pages(made, cancellation);
        }
        catch
        {
            // It may be another server that answers next, which has less than the one before: what was passed in memory is looked at again.
            reader.Reread();
            throw;
        }
    }

    /// <summary>Leaves it to another silo.</summary>
    public Task Release() => reader.Release();

    private async Task<ExpansionEnd> Pages(Action made, CancellationToken cancellation)
    {
        vain = 0;
        for (var page = 0; page < MostPages && !cancellation.IsCancellationRequested; page++)
        {
            if (vain == MostVain) return ExpansionEnd.Done;
            var held = reader.Holds;
            if (!await reader.Hold(cancellation)) return ExpansionEnd.Elsewhere;
            if (!held) passedAt = null;
            if (!oldOnesAreDone)
            {
                oldOnesAreDone = await ExpandOld(made, cancellation);
                continue;
            }

            // Where nobody hears anything, that is looked at each second.
            if (subscribers.Known.IsEmpty && passedAt is { } passed && time.GetElapsedTime(passed) < CommitReader.Renewal) return ExpansionEnd.Done;
            var hasMore = await Advance(made, cancellation);
            await reader.Save(cancellation);
            if (hasMore) continue;
            return reader.IsHeldBack ? ExpansionEnd.HeldBack : ExpansionEnd.Done;
        }

        return ExpansionEnd.More;
    }

    /// <returns>Whether all are expanded; then none can come to be any more.</returns>
    private async Task<bool> ExpandOld(Action made, CancellationToken cancellation)
    {
        var page = await store.OldOwed(PageSize, cancellation);
        if (page.Count == 0) return true;
        var book = await subscribers.Read(cancellation);
        await Write(page, reader.Stored with { Part = Math.Min(reader.Stored.Part, 0) - page.Count }, book, made, cancellation);
        return false;
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> Advance(Action made, CancellationToken cancellation)
    {
        var nobodyHears = subscribers.Known.IsEmpty;
        var page = nobodyHears
            ? await reader.Next(CommitParts.None, PassedAtOnce, cancellation)
            : await reader.Next(CommitParts.Announcements, CommitsAtOnce, cancellation);
        // Who subscribed before something was announced hears of it: the subscriptions are read after the page, whatever is remembered of them.
        if (page.Count > 0 || nobodyHears)
        {
            var book = await subscribers.Read(cancellation);
            // Somebody has come to hear: what was read is looked into.
            if (nobodyHears && !book.IsEmpty) return true;
            if (nobodyHears) passedAt = time.GetTimestamp();
            if (nobodyHears && page.Count > 0) reader.Passed(page[^1].Place);
            else if (!await Expand(page, book, made, cancellation)) return true;
        }

        return reader.HasMore;
    }

    /// <returns>False when somebody else was faster: what is left is decided anew.</returns>
    private async Task<bool> Expand(IReadOnlyList<ReadCommit> page, Subscribers.Book book, Action made, CancellationToken cancellation)
    {
        var owed = new List<OwedAnnouncement>();
        foreach (var commit in page)
        {
            if (commit.IsDamaged)
            {
                instruments.Damaged(Reader);
                LogDamaged(logger, commit.Place.Id);
            }

            // Of a commit that announced a great deal a part may have been dealt with.
            var first = reader.Place.Part > 0 && (reader.Place.Xid, reader.Place.Id) == (commit.Place.Xid, commit.Place.Id) ? reader.Place.Part : 0;
            for (var i = first; i < commit.Announcements.Count; i++)
            {
                owed.Add(commit.Announcements[i]);
                if (owed.Count < PageSize || i + 1 == commit.Announcements.Count) continue;
                if (!await Expand(owed, commit.Place with { Part = i + 1 }, book, made, cancellation)) return false;
                owed.Clear();
            }

            if (owed.Count < PageSize) continue;
            if (!await Expand(owed, commit.Place, book, made, cancellation)) return false;
            owed.Clear();
        }

        return page.Count == 0 || await Expand(owed, page[^1].Place, book, made, cancellation);
    }

    private async Task<bool> Expand(List<OwedAnnouncement> owed, CommitPlace to, Subscribers.Book book, Action made, CancellationToken cancellation)
    {
        // Most of what is announced nobody hears of: it costs no more than this.
        var heard = owed.FindAll(one => HearersOf(book).Covering(one.Key.Source, one.Thing).Any());
        if (heard.Count > 0) return await Write(heard, to, book, made, cancellation);
        reader.Passed(to);
        return true;
    }

    /// <summary>Writes what announcements become. What cannot be expanded for its own sake is set aside, and the rest goes on.</summary>
    private async Task<bool> Write(IReadOnlyList<OwedAnnouncement> heard, CommitPlace to, Subscribers.Book book, Action made, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        try
        {
            return await WriteParts(heard, to, book, now, made, cancellation);
        }
        catch (StoreUnavailableException)
        {
            // A statement that is too long for its time is shorter next time.
            lanesAtOnce = Math.Max(FewestLanes, lanesAtOnce / 2);
            throw;
        }
        catch (Exception fault) when (!PassingFaults.Is(fault))
        {
            foreach (var one in heard)
            {
                try
                {
                    if (!await WriteParts([one], reader.Stored, book, now, made, cancellation)) return false;
                }
                catch (Exception own) when (!PassingFaults.Is(own))
                {
                    instruments.SetAside(Reader);
                    LogSetAside(logger, one.Thing, one.Key, one.Version, own);
                }
            }

            return await Write(new LaneExpansion(to.Part < 0 ? heard : [], [], []), to, now, made, cancellation);
        }
    }

    /// <summary>In parts, the last of which moves the reader. Who stops before that does all of it again, which changes nothing of what is written.</summary>
    private async Task<bool> WriteParts(
        IReadOnlyList<OwedAnnouncement> heard, CommitPlace to, Subscribers.Book book, DateTimeOffset now, Action made, CancellationToken cancellation)
    {
        var things = heard.Where(Expander.NeedsKnown).Select(static one => (one.Key, one.Thing)).Distinct().ToList();
        var known = things.Count == 0 ? [] : await store.Known(things, cancellation);
        LaneExpansion? last = null;
        foreach (var part in new LanePage(HearersOf(book), known, options.Value.OldestAnnounced, now, lanesAtOnce).Parts(heard))
        {
            if (last is not null && !await Write(last, reader.Stored, now, made, cancellation)) return false;
            last = part;
        }

        if (to.Part < 0)
        {
            // What older programs announced is marked by the step.
            if (last is not null && !await Write(last, reader.Stored, now, made, cancellation)) return false;
            last = new LaneExpansion(to == reader.Stored ? [] : heard, [], []);
        }

        if (last is not null) return await Write(last, to, now, made, cancellation);
        reader.Passed(to);
        return true;
    }

    private async Task<bool> Write(LaneExpansion part, CommitPlace to, DateTimeOffset now, Action made, CancellationToken cancellation)
    {
        if (!await store.Expand(part, reader.Step(to), now, cancellation))
        {
            reader.Reread();
            vain++;
            return false;
        }

        vain = 0;
        lanesAtOnce = Math.Min(MostLanes, lanesAtOnce * 2);
        if (to != reader.Stored) reader.Moved(to);
        if (part.Lanes.Any(static lane => lane.Next != LaneState.Idle)) made();
        return true;
    }

    private Hearers HearersOf(Subscribers.Book book)
    {
        if (hearers is not { } known || known.Of != book.Version) hearers = known = (book.Version, new Hearers([.. book.All, .. book.Paused]));
        return known.Hearers;
    }

    [LoggerMessage(11, LogLevel.Error, "What commit {Commit} announced cannot be read: nobody is told of it. Its events are in the journal.")]
    private static partial void LogDamaged(ILogger logger, long commit);

    [LoggerMessage(12, LogLevel.Error, "What {Thing} of {Key}, version {Version}, announced cannot be told: it is set aside, and the rest goes on. Its event is in the journal.")]
    private static partial void LogSetAside(ILogger logger, string thing, EntityKey key, long version, Exception reason);
}
