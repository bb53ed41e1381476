using System.Diagnostics;

namespace Benchmarks.Compare.Replaying;

/// <summary>Sends a recording over kept-alive connections, each event once, as fast as it is answered, until it is told to stop or nothing is left.</summary>
internal sealed class Replay(Recording recording, Uri url, int connections) : IDisposable
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Answered[] answers = new Answered[recording.Count];
    private readonly ReplayConnection[] lines = [.. Enumerable.Range(0, connections).Select(_ => new ReplayConnection(url))];
    private int next = -1;
    private volatile bool stopping;
    private Task? sending;

    /// <summary>How long ago it began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(began);

    /// <summary>A timestamp in seconds since it began.</summary>
    public double At(long timestamp) => Stopwatch.GetElapsedTime(began, timestamp).TotalSeconds;

    /// <summary>Starts to send.</summary>
    /// <returns>Ends when all is sent and answered.</returns>
    public Task Begin() => sending = Task.WhenAll(lines.Select(line => Task.Run(() => Send(line))));

    /// <summary>How many are sent so far, at least.</summary>
    public int Sent => Math.Clamp(next + 1 - connections, 0, recording.Count);

    /// <summary>Sends no more.</summary>
    public void Stop() => stopping = true;

    /// <summary>Waits for the answers to what is on its way.</summary>
    /// <returns>The answers to all that was sent.</returns>
    /// <exception cref="TimeoutException">Some never came.</exception>
    public async Task<Answers> End(TimeSpan patience)
    {
        stopping = true;
        try
        {
            await sending!.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Some deliveries have no answer {patience.TotalSeconds:0} s after the last was sent: the contestant hangs. Run it alone with --only, and set FLEXPORT_TEST_LOGS to a folder that gets its log.");
        }

        return new Answers(answers.AsMemory(0, Math.Min(next + 1, recording.Count)));
    }

    /// <summary>Closes all connections, whatever is on its way.</summary>
    public void Dispose()
    {
        stopping = true;
        foreach (var line in lines) line.Dispose();
    }

    private async Task Send(ReplayConnection line)
    {
        while (!stopping && Interlocked.Increment(ref next) is var n && n < recording.Count)
        {
            var sent = Stopwatch.GetTimestamp();
            var status = await line.Exchange(recording[n]);
            var now = Stopwatch.GetTimestamp();
            answers[n] = new Answered((short)status, (float)Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds, (float)Stopwatch.GetElapsedTime(began, now).TotalSeconds);
        }
    }
}
