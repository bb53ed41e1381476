using Microsoft.Extensions.Logging;

namespace Grains.Commits;

/// <summary>
/// Tells when a reader of commits is held back by a transaction that hangs, wherever on the server, and whose that is. Under load something always waits for a moment, but then the oldest transaction is
/// another one each time; one that stays the oldest for long hangs.
/// </summary>
internal sealed partial class HeldBackWatch(ICommitStore store, TimeProvider time, CommitInstruments instruments, ILogger logger)
{
    /// <summary>What holds a reader back for longer than this is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ulong oldest;
    private long since;
    private bool told;

    /// <summary>For how long something has waited for the oldest transaction.</summary>
    public TimeSpan For => oldest == 0 ? TimeSpan.Zero : time.GetElapsedTime(since);

    /// <param name="transaction">The oldest one, while something waits for it; 0: nothing waits.</param>
    public async Task Look(ulong transaction, CancellationToken cancellation)
    {
        if (transaction != oldest)
        {
            End();
            (oldest, since) = (transaction, time.GetTimestamp());
        }

        if (oldest == 0 || told || time.GetElapsedTime(since) <= Patience) return;
        var whose = await Find(cancellation);
        told = true;
        // What the role may not see began at the latest when it was seen first.
        var report = new HeldBack(whose, time.GetUtcNow() - time.GetElapsedTime(since), since);
        instruments.IsHeldBack(report);
        LogHeldBack(logger, Patience, whose.Process, whose.Application, whose.Database, whose.User, whose.Since ?? report.Seen);
    }

    public void End()
    {
        if (told) LogGoesOn(logger, time.GetElapsedTime(since));
        (oldest, told) = (0, false);
        instruments.IsHeldBack(null);
    }

    private async Task<RunningTransaction> Find(CancellationToken cancellation)
    {
        var unknown = new RunningTransaction(oldest, 0, null, null, null, null);
        try
        {
            return await store.Find(oldest, cancellation) ?? unknown;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // What can be read is read all the same.
            return unknown;
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "A transaction holds back the readers of commits, and so notifications, for more than {Patience}: process {Process}, application {Application}, database {Database}, user {User}, since {Since:O}. They go on when it ends.")]
    private static partial void LogHeldBack(ILogger logger, TimeSpan patience, int process, string? application, string? database, string? user, DateTimeOffset since);

    [LoggerMessage(5, LogLevel.Information, "The readers of commits go on; a transaction has held them back for {Time}.")]
    private static partial void LogGoesOn(ILogger logger, TimeSpan time);
}

/// <summary>What is known of a transaction that holds readers back.</summary>
/// <param name="Seen">When it was seen first that it does.</param>
/// <param name="Stamp">The same, as the clock's timestamp.</param>
public sealed record HeldBack(RunningTransaction By, DateTimeOffset Seen, long Stamp);
