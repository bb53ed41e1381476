using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>
/// Threads of their own, each with a connection, fed from one queue in order of arrival. SQLite's calls block, also until the disk has
/// the data, and the threads of the pool must not wait for that. Callers wait no longer than they said, however long the disk takes.
/// </summary>
internal sealed class SqliteThreads : IDisposable
{
    /// <summary>So many jobs wait at most.</summary>
    public const int MaxWaiting = 4_096;

    /// <summary>How long a caller waits who did not say.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<SqliteSession> open;
    private readonly SqliteQueue<Action<Worker>> queue = new(MaxWaiting);
    private readonly Thread[] threads;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteThreads(string name, int count, Func<SqliteSession> open)
    {
        this.open = open;
        threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"sqlite {name} {i}" };
            threads[i].Start(new Worker { Session = open() });
        }
    }

    /// <summary>
    /// Runs on one of the threads. When the token fires the call ends: a job that waits is never begun, one that runs ends by itself.
    /// </summary>
    /// <param name="cancellation">One that cannot fire is given five seconds.</param>
    /// <param name="mayLeave">False for work on something of the caller's, which has to outlive it: once begun it is waited for.</param>
    /// <exception cref="StoreUnavailableException">
    /// The file does not serve: full or broken disk, locked by another program, closed. Or it was not done in time; the outcome is unknown.
    /// </exception>
    /// <exception cref="OverloadedException">Too many jobs wait.</exception>
    /// <exception cref="SqliteException">The data was refused: a constraint, or too big.</exception>
    public async Task<T> Run<T>(Func<SqliteSession, T> work, CancellationToken cancellation, bool mayLeave = true)
    {
        using var patience = cancellation.CanBeCanceled ? null : new CancellationTokenSource(Patience);
        var end = patience?.Token ?? cancellation;
        if (end.IsCancellationRequested) throw NotBegun();

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = queue.Add(worker => Complete(worker, work, done));
        await using var leaving = end.UnsafeRegister(
            _ =>
            {
                if (queue.Remove(place)) done.TrySetException(NotBegun());
                else if (mayLeave) done.TrySetException(NotEnded());
            },
            null);
        return await done.Task;
    }

    /// <summary>What is queued is done first.</summary>
    public void Dispose()
    {
        queue.Close();
        foreach (var thread in threads) thread.Join();
    }

    private static StoreUnavailableException NotBegun() => new("The database file did not get to it in time; it had not begun.");

    private static StoreUnavailableException NotEnded() => new("The database file did not end it in time; the outcome is unknown.");

    private void Work(object? state)
    {
        var worker = (Worker)state!;
        while (queue.TryTake(out var job)) job(worker);
        worker.Session?.Dispose();
    }

    // Nobody may be waiting any more: then the result is dropped.
    private void Complete<T>(Worker worker, Func<SqliteSession, T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.TrySetResult(work(worker.Session ??= open()));
        }
        catch (SqliteException e) when (SqliteFaults.IsAboutData(e))
        {
            done.TrySetException(e);
        }
        catch (SqliteException e)
        {
            // Whatever the connection believes after this, the next one reads it from the file.
            var broken = worker.Session;
            worker.Session = null;
            done.TrySetException(SqliteFaults.Unavailable(e));
            broken?.Dispose();
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
    }

    private sealed class Worker
    {
        public SqliteSession? Session { get; set; }
    }
}
