using System.Collections.Concurrent;
using Grains.Interfaces.Entities;
using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>
/// Threads of their own, each with a connection, fed from one queue in order of arrival. SQLite's calls block, also until the disk has
/// the data, and the threads of the pool must not wait for that.
/// </summary>
internal sealed class SqliteLanes : IDisposable
{
    private readonly Func<SqliteSession> open;
    private readonly BlockingCollection<Action<Lane>> queue = [];
    private readonly Thread[] threads;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public SqliteLanes(string name, int count, Func<SqliteSession> open)
    {
        this.open = open;
        threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"sqlite {name} {i}" };
            threads[i].Start(new Lane { Session = open() });
        }
    }

    /// <summary>Runs on one of the threads; cancelled only as long as it has not begun.</summary>
    /// <exception cref="StoreUnavailableException">The file does not serve: full or broken disk, locked by another program, closed.</exception>
    /// <exception cref="SqliteException">The data was refused: a constraint, or too big.</exception>
    public Task<T> Run<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            queue.Add(
                lane =>
                {
                    if (cancellation.IsCancellationRequested) done.TrySetCanceled(cancellation);
                    else Complete(lane, work, done);
                },
                CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            done.SetException(new StoreUnavailableException("The storage of this silo is closed.", e));
        }

        return done.Task;
    }

    /// <summary>What is queued is done first.</summary>
    public void Dispose()
    {
        if (queue.IsAddingCompleted) return;
        queue.CompleteAdding();
        foreach (var thread in threads) thread.Join();
        queue.Dispose();
    }

    private void Work(object? state)
    {
        var lane = (Lane)state!;
        foreach (var job in queue.GetConsumingEnumerable()) job(lane);
        lane.Session?.Dispose();
    }

    private void Complete<T>(Lane lane, Func<SqliteSession, T> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(work(lane.Session ??= open()));
        }
        catch (SqliteException e) when (SqliteFaults.IsAboutData(e))
        {
            done.SetException(e);
        }
        catch (SqliteException e)
        {
            // Whatever the connection believes after this, the next one reads it from the file.
            var broken = lane.Session;
            lane.Session = null;
            done.SetException(SqliteFaults.Unavailable(e));
            broken?.Dispose();
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private sealed class Lane
    {
        public SqliteSession? Session { get; set; }
    }
}
