namespace Benchmarks.Compare.Contestants;

/// <summary>How contestants are set up.</summary>
/// <param name="Pool">Database connections of each worker of the usual handler.</param>
/// <param name="Workers">Workers of the usual handler.</param>
/// <param name="Published">A folder with a published Silo; null for the one that was built.</param>
/// <param name="Announcements">Whether the service announces to its log, as it does by default.</param>
internal sealed record ContestantSettings(int Pool, int Workers, string? Published, bool Announcements)
{
    /// <summary>The pool that pg makes when it is not told.</summary>
    public const int PoolOfPg = 10;
}
