using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;

namespace Grains.Commits;

/// <summary>
/// Reads the commits of all silos in order, for one purpose; of all silos that have such a reader one reads. Whoever uses it makes something of each page and has the store write that together with
/// <see cref="Step"/>: the store takes it only if the reader still stands where the page began. So it does not matter who believes to have the lease: what comes of a commit is written once. Used by one
/// loop alone.
/// </summary>
internal sealed partial class CommitReader(string name, ICommitStore store, TimeProvider time, CommitInstruments instruments, ILogger logger)
{
    /// <summary>So long after it was heard of last another silo takes over from one that died.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    /// <summary>So often the lease is renewed, or asked for; and of commits of which nothing comes the store is told no more often.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1);

    private readonly HeldBackWatch heldBack = new(store, time, instruments, logger);
    private long? askedAt;
    private long? savedAt;

    /// <summary>Names this silo; another one after each start.</summary>
    public Guid Holder { get; } = Guid.NewGuid();

    /// <summary>Whether this silo is the one that reads.</summary>
    public bool Holds { get; private set; }

    /// <summary>What has been read and dealt with.</summary>
    public CommitPlace Place { get; private set; }

    /// <summary>Where the reader stands in the store: here, or behind <see cref="Place"/> by commits of which nothing came.</summary>
    public CommitPlace Stored { get; private set; }

    /// <summary>Whether the last page ended at the oldest transaction that runs, and something waits behind it.</summary>
    public bool IsHeldBack { get; private set; }

    /// <summary>Whether there may be more behind the last page that can be read already.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether this silo reads now; asks for it, and keeps it.</summary>
    /// <exception cref="StoreUnavailableException">It is asked again at the next call.</exception>
    public async Task<bool> Hold(CancellationToken cancellation)
    {
        if (askedAt is { } asked && time.GetElapsedTime(asked) < Renewal) return Holds;
        var place = await store.Lease(name, Holder, Lease, cancellation);
        askedAt = time.GetTimestamp();
        if (place is { } stands)
        {
            if (!Holds || stands != Stored) (Place, Stored) = (stands, stands);
            if (!Holds) LogTaken(logger, name, stands.Xid, stands.Id);
        }
        else if (Holds)
        {
            LogLost(logger, name);
        }

        Holds = place is not null;
        instruments.Holds(name, Holds);
        if (!Holds) heldBack.End();
        return Holds;
    }

    /// <summary>The next commits after <see cref="Place"/>.</summary>
    public async Task<IReadOnlyList<ReadCommit>> Next(CommitParts parts, int limit, CancellationToken cancellation)
    {
        var page = await store.Read(Place, parts, limit, cancellation);
        HasMore = page.HasMore;
        IsHeldBack = page.IsHeldBack && !page.HasMore;
        await heldBack.Look(IsHeldBack ? page.Oldest : 0, cancellation);
        instruments.Read(name, page.Commits.Count, page.Commits.Count == 0 ? heldBack.For : time.GetUtcNow() - page.Commits[0].CommittedAt);
        return page.Commits;
    }

    /// <summary>From where the store has the reader to a place: to be written with what was made of the commits between.</summary>
    public CommitMove Step(CommitPlace to) => new(name, Stored, to);

    /// <summary>Nothing came of what is up to there.</summary>
    public void Passed(CommitPlace to) => Place = to;

    /// <summary>The store has taken the step.</summary>
    public void Moved(CommitPlace to)
    {
        (Place, Stored) = (to, to);
        savedAt = time.GetTimestamp();
    }

    /// <summary>The store has not taken a step: it is looked anew where the reader stands.</summary>
    public void Reread()
    {
        askedAt = null;
        Place = Stored;
    }

    /// <summary>Tells the store how far it is, where nothing came of the last commits; not at each call.</summary>
    /// <exception cref="StoreUnavailableException">It is told again.</exception>
    public async Task Save(CancellationToken cancellation)
    {
        if (Place == Stored || (savedAt is { } saved && time.GetElapsedTime(saved) < Renewal)) return;
        var to = Place;
        if (await store.Move(Step(to), cancellation)) Moved(to);
        else Reread();
    }

    /// <summary>Leaves it to others; nothing is lost if it cannot.</summary>
    public async Task Release()
    {
        if (!Holds) return;
        Holds = false;
        heldBack.End();
        instruments.Holds(name, false);
        try
        {
            using var patience = new CancellationTokenSource(Renewal);
            await store.Release(name, Holder, patience.Token);
        }
        catch (Exception reason)
        {
            LogNotReleased(logger, name, reason);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "This silo reads the commits for {Reader} now, from {Xid}, {Id} on.")]
    private static partial void LogTaken(ILogger logger, string reader, ulong xid, long id);

    [LoggerMessage(2, LogLevel.Information, "Another silo reads the commits for {Reader} now.")]
    private static partial void LogLost(ILogger logger, string reader);

    [LoggerMessage(3, LogLevel.Debug, "The reading of commits for {Reader} could not be given back; it ends by itself.")]
    private static partial void LogNotReleased(ILogger logger, string reader, Exception reason);
}
