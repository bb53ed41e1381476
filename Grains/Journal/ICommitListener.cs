namespace Grains.Journal;

/// <summary>Hears of each group commit, before anybody else does. It must return at once, and must not throw.</summary>
public interface ICommitListener
{
    /// <summary>Names this silo's writer in the store; another one after each start.</summary>
    Guid Writer { get; }

    /// <param name="commit">The store's number of it.</param>
    /// <param name="written">The runs that were written.</param>
    void Committed(long commit, IReadOnlyList<EntityRun> written);
}
