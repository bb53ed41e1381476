namespace Grains.Journal;

/// <summary>What became of an entry that the journal took.</summary>
public enum AppendVerdict
{
    None = 0,
    /// <summary>Durable.</summary>
    Committed,
    /// <summary>The store refuses this entry's data, whatever is around it: it belongs into the dead letters.</summary>
    Poisoned,
}

/// <summary>An entry on its way to the store, and whom to tell.</summary>
internal sealed class PendingEntry(JournalSession session, JournalEntry entry)
{
    // The waiting grain must not continue on the writer's thread.
    private readonly TaskCompletionSource<AppendVerdict> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool left;

    public JournalSession Session { get; } = session;
    public JournalEntry Entry { get; } = entry;
    public Task<AppendVerdict> Outcome => outcome.Task;
    public long Size { get; } = entry.Body.Length + entry.Facts.Length;

    /// <summary>True once: when its place among the waiting has to be given back.</summary>
    public bool Leave() => !left && (left = true);

    public void Settle(AppendVerdict verdict) => outcome.TrySetResult(verdict);

    public void Fail(Exception reason) => outcome.TrySetException(reason);
}
