using Grains.Interfaces.DeadLetters;

namespace Grains.DeadLetters;

/// <summary>Keeps what could not be applied. Unique by (source, event id, body hash, reason).</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps a letter; the id of the one kept before if it is there already (a resolved one is opened again).</summary>
    Task<long> Keep(Undeliverable letter, CancellationToken cancellation);

    /// <summary>Newest first (descending id).</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    Task<DeadLetterPage> List(string source, bool open, int limit, string? cursor, CancellationToken cancellation);

    Task<DeadLetterFile?> Read(string source, long id, CancellationToken cancellation);

    /// <summary>Counts an attempt, notes how it went, and closes the letter if it settled it.</summary>
    /// <param name="nextAttemptAt">For a parked one that is not settled: when to try again; null leaves that as it was.</param>
    Task Tried(long id, bool settled, string detail, DateTimeOffset now, DateTimeOffset? nextAttemptAt, CancellationToken cancellation);

    /// <summary>Takes parked letters that are due, oldest first, and puts their next attempt off by the lease; no two callers get the same one.</summary>
    Task<IReadOnlyList<DeadLetterFile>> ClaimParked(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation);

    /// <summary>When the next parked letter is due, or null when none is parked.</summary>
    Task<DateTimeOffset?> NextParked(CancellationToken cancellation);
}
