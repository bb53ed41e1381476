namespace Grains.Commits;

/// <summary>How far a reader of the commits has come: a commit and all before it.</summary>
/// <param name="Xid">The number of the transaction; 0 where the store's commits are in the order of their ids.</param>
/// <param name="Id">The store's number of the commit.</param>
/// <param name="Part">0: the whole commit. Above 0: only so many of its announcements. Below 0: the whole commit, and so many announcements of older programs, which come before all others.</param>
public readonly record struct CommitPlace(ulong Xid, long Id, int Part = 0);

/// <summary>From where to where a reader goes with what it has made of the commits between.</summary>
/// <param name="Reader">Its name.</param>
/// <param name="From">Where it stands in the store. If it does not stand there, somebody else has made the same of these commits, and nothing is written.</param>
public sealed record CommitMove(string Reader, CommitPlace From, CommitPlace To)
{
    /// <summary>Whether it deals with what older programs announced; see <see cref="CommitPlace.Part"/>.</summary>
    public bool IsOfOldAnnouncements => To.Part < 0;
}
