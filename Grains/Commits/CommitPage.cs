using Grains.Journal;
using Grains.Notifications;

namespace Grains.Commits;

/// <summary>What a reader wants of each commit beside its place.</summary>
[Flags]
public enum CommitParts
{
    None = 0,
    /// <summary>The runs that it wrote.</summary>
    Runs = 1,
    /// <summary>What it announced.</summary>
    Announcements = 2,
}

/// <summary>One group commit. Runs that were refused count for nothing and are left out.</summary>
/// <param name="Runs">Empty where they were not asked for.</param>
/// <param name="Announcements">In the order of the batch; empty where they were not asked for.</param>
/// <param name="IsDamaged">What was asked for cannot be read: it is left out.</param>
public sealed record ReadCommit(
    CommitPlace Place, DateTimeOffset CommittedAt, IReadOnlyList<CommittedRun> Runs, IReadOnlyList<OwedAnnouncement> Announcements, bool IsDamaged = false);

/// <summary>A page of commits, in order.</summary>
/// <param name="Oldest">The oldest transaction that runs on the server: nothing from it on is read. 0 where none can run.</param>
/// <param name="IsHeldBack">Whether a commit is there that cannot be read yet, for the oldest transaction runs.</param>
/// <param name="HasMore">Whether there may be more that can be read: a page ends where it is long enough, in commits or in bytes.</param>
public sealed record CommitPage(IReadOnlyList<ReadCommit> Commits, ulong Oldest, bool IsHeldBack, bool HasMore);

/// <summary>A transaction that holds readers back, as far as the database's role may see it.</summary>
/// <param name="Process">The server's process; 0 when it is not known, or the transaction is a prepared one.</param>
/// <param name="Since">When it began.</param>
public sealed record RunningTransaction(ulong Xid, int Process, string? Application, string? Database, string? User, DateTimeOffset? Since);
