using Grains.Interfaces.Entities;

namespace Grains.Commits;

/// <summary>
/// The commits of all silos in one order, for whoever makes something of them. A commit whose transaction is not older than all that run is not read yet; so a commit that becomes visible late
/// is missed by no reader, and none is seen twice.
/// </summary>
public interface ICommitStore
{
    /// <summary>
    /// Takes the reading of a reader's commits, or keeps it: one silo has it, until it has not been heard of for the lease by the database's clock. A reader that the store does not know yet
    /// begins behind everything that exists.
    /// </summary>
    /// <returns>Where the reader stands; null when another silo has it.</returns>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<CommitPlace?> Lease(string reader, Guid holder, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Gives the reading to whoever asks first.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable: the lease ends by itself.</exception>
    Task Release(string reader, Guid holder, CancellationToken cancellation);

    /// <summary>The next commits after a place, in order.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<CommitPage> Read(CommitPlace after, CommitParts parts, int limit, CancellationToken cancellation);

    /// <summary>Moves a reader of whose commits nothing came.</summary>
    /// <returns>False when it does not stand where it should: somebody else has moved it.</returns>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<bool> Move(CommitMove move, CancellationToken cancellation);

    /// <summary>Whose a running transaction is; null when it has ended.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable.</exception>
    Task<RunningTransaction?> Find(ulong transaction, CancellationToken cancellation);
}
