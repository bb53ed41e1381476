namespace Grains.Journal;

/// <summary>
/// One activation's line to the journal, from its load to its drop. Every entry builds on the one before it,
/// so the first that does not get in breaks the line, and what was queued behind it is failed unwritten.
/// </summary>
public sealed class JournalSession
{
    private volatile Exception? fault;

    /// <summary>Why the line is broken, or null while it holds.</summary>
    public Exception? Fault => fault;

    /// <summary>Breaks the line; the first reason stays.</summary>
    internal void Break(Exception reason) => Interlocked.CompareExchange(ref fault, reason, null);
}
