using System.Diagnostics.CodeAnalysis;
using Grains.Interfaces.Entities;

namespace Silo.Storage.Sqlite;

/// <summary>Jobs in order of arrival, and no more than so many. One whose caller has gone leaves it at once, wherever it stands.</summary>
internal sealed class SqliteQueue<TJob>(int capacity)
{
    private readonly LinkedList<TJob> waiting = [];
    private bool closed;

    /// <returns>The job's place, by which it is removed.</returns>
    /// <exception cref="OverloadedException">It is full.</exception>
    /// <exception cref="StoreUnavailableException">It is closed.</exception>
    public LinkedListNode<TJob> Add(TJob job)
    {
        lock (waiting)
        {
            if (closed) throw new StoreUnavailableException("The storage of this silo is closed.");
            if (waiting.Count >= capacity) throw new OverloadedException($"More than {capacity} jobs wait for the database file.");
            Monitor.Pulse(waiting);
            return waiting.AddLast(job);
        }
    }

    /// <summary>Whether it was still waiting; it will not be taken any more.</summary>
    public bool Remove(LinkedListNode<TJob> place)
    {
        lock (waiting)
        {
            if (place.List is null) return false;
            waiting.Remove(place);
            return true;
        }
    }

    /// <summary>Waits for the next job; false when it is closed and all are taken.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TJob job)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && !closed) Monitor.Wait(waiting);
            var first = waiting.First;
            job = first is null ? default : first.Value;
            if (first is not null) waiting.Remove(first);
            return first is not null;
        }
    }

    /// <summary>Nothing more is added; what waits can still be taken.</summary>
    public void Close()
    {
        lock (waiting)
        {
            closed = true;
            Monitor.PulseAll(waiting);
        }
    }
}
