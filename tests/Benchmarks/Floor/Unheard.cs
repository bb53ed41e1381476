using Grains.Journal;

namespace Benchmarks.Floor;

/// <summary>The floor has no lists.</summary>
internal sealed class Unheard : ICommitListener
{
    public Guid Writer { get; } = Guid.NewGuid();

    public void Committed(long commit, IReadOnlyList<EntityRun> written)
    {
    }
}
