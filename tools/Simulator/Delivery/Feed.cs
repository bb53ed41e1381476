namespace Simulator.Delivery;

/// <summary>Hands out the deliveries of a schedule when they are due, and those that are to be sent again when their time has come. Thread-safe.</summary>
internal sealed class Feed(Schedule schedule, Pace pace, Signing signing, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Attempt, long> again = new();
    private readonly Func<int, TimeSpan>? due = pace.For(schedule.Deliveries);
    private readonly long began = time.GetTimestamp();
    private int next;

    /// <summary>A delivery that is due; else how long to wait for one; neither when nothing is left.</summary>
    public (Attempt? Attempt, TimeSpan? Wait) Take()
    {
        int place;
        lock (gate)
        {
            TimeSpan? wait = null;
            if (again.TryPeek(out _, out var at))
            {
                var left = time.GetElapsedTime(time.GetTimestamp(), at);
                if (left <= TimeSpan.Zero) return (again.Dequeue(), null);
                wait = left;
            }

            if (next == schedule.Deliveries.Count) return (null, wait);
            var untilDue = due is null ? TimeSpan.Zero : due(next) - time.GetElapsedTime(began);
            if (untilDue > TimeSpan.Zero) return (null, wait < untilDue ? wait : untilDue);
            place = next++;
        }

        var sent = schedule.Deliveries[place];
        return (new Attempt(place, sent, signing.Sign(sent.Body, place, schedule.Deliveries.Count)), null);
    }

    /// <summary>Puts a delivery back until later.</summary>
    public void Again(Attempt attempt, TimeSpan after)
    {
        lock (gate) again.Enqueue(attempt, time.GetTimestamp() + (long)(after.TotalSeconds * time.TimestampFrequency));
    }
}
