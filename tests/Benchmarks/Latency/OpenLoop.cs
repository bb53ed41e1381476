using System.Diagnostics;
using Benchmarks.Compare.Replaying;

namespace Benchmarks.Latency;

/// <summary>
/// Sends deliveries of a recording at a fixed schedule, however long the answers take. What is due while all connections wait for an answer is sent as soon as one of them has
/// it, and counts from when it was due: a slow answer makes those behind it late, as it does in life (what is known as coordinated omission is not left out).
/// </summary>
/// <param name="first">The first delivery of the recording that is sent.</param>
/// <param name="rate">Deliveries a second, at equal distances.</param>
internal sealed class OpenLoop(Recording recording, int first, int count, double rate, Uri url, int connections) : IDisposable
{
    private readonly ReplayConnection[] lines = [.. Enumerable.Range(0, connections).Select(_ => new ReplayConnection(url))];
    private readonly Departure[] departures = new Departure[count];
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Stack<ReplayConnection> free = new();
    private long began;
    private int due;
    private int next;
    private int done;
    private volatile bool stopping;

    /// <summary>Sends all, and waits for the answers.</summary>
    /// <param name="patience">How long to wait for them after the last was due.</param>
    /// <exception cref="TimeoutException">Some never came.</exception>
    public async Task<Departure[]> Run(TimeSpan patience)
    {
        // A connection that has to be opened first is none of the schedule's delays.
        foreach (var line in lines)
        {
            await line.Connect();
            free.Push(line);
        }

        new Thread(KeepSchedule) { IsBackground = true, Name = "Schedule" }.Start();
        try
        {
            await answered.Task.WaitAsync(patience + TimeSpan.FromSeconds(count / rate));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{count - done:N0} of {count:N0} deliveries have no answer {patience.TotalSeconds:0} s after the last was due: the rate is more than the contestant can take, or it hangs. Give a lower --peak.");
        }

        return departures;
    }

    /// <summary>Closes all connections, whatever is on its way.</summary>
    public void Dispose()
    {
        stopping = true;
        foreach (var line in lines) line.Dispose();
    }

    private long Due(int n) => began + (long)(n / rate * Stopwatch.Frequency);

    private void KeepSchedule()
    {
        began = Stopwatch.GetTimestamp();
        for (var n = 0; n < count && !stopping; n++)
        {
            Nanosleep.Until(Due(n));
            ReplayConnection? line;
            lock (gate)
            {
                due = n + 1;
                // Where one is free nothing waits, so this is the next one.
                if (free.TryPop(out line)) next = due;
            }

            if (line is not null) _ = Carry(line, n);
        }
    }

    private async Task Carry(ReplayConnection line, int n)
    {
        for (var waited = false; ; waited = true)
        {
            var sent = Stopwatch.GetTimestamp();
            var status = await line.Exchange(recording[first + n]);
            var now = Stopwatch.GetTimestamp();
            departures[n] = new Departure((short)status, Milliseconds(Due(n), sent), Milliseconds(Due(n), now), waited);
            if (Interlocked.Increment(ref done) == count) answered.SetResult();
            lock (gate)
            {
                if (next == due || stopping)
                {
                    free.Push(line);
                    return;
                }

                n = next++;
            }
        }
    }

    private static float Milliseconds(long from, long until) => (float)Stopwatch.GetElapsedTime(from, until).TotalMilliseconds;
}
