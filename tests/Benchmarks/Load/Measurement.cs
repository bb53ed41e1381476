using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Load;

/// <summary>Delivers all requests over a number of connections, as fast as they are answered.</summary>
internal sealed class Measurement
{
    private readonly byte[][] requests;
    private readonly long[] ticks;
    private int next = -1;
    private int done;

    private Measurement(byte[][] requests)
    {
        this.requests = requests;
        ticks = new long[requests.Length];
        Statuses = new int[requests.Length];
    }

    /// <summary>What each request was answered; 0 for no answer.</summary>
    public int[] Statuses { get; }

    public TimeSpan Elapsed { get; private set; }

    public int Acknowledged => Statuses.Count(status => status == 200);

    /// <param name="progress">Whether to print a line every two seconds.</param>
    public static async Task<Measurement> Take(byte[][] requests, int connections, Uri url, bool progress)
    {
        var measurement = new Measurement(requests);
        using var over = new CancellationTokenSource();
        var telling = progress ? measurement.Tell(over.Token) : Task.CompletedTask;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => measurement.Deliver(url))));
        measurement.Elapsed = clock.Elapsed;
        await over.CancelAsync();
        await telling;
        return measurement;
    }

    public void Print()
    {
        Array.Sort(ticks);
        Line($"{requests.Length:N0} events in {Elapsed.TotalSeconds:0.00} s: {requests.Length / Elapsed.TotalSeconds:N0} events/s");
        Line($"latency in ms: p50 {Percentile(50):0.0}, p90 {Percentile(90):0.0}, p99 {Percentile(99):0.0}, p99.9 {Percentile(99.9):0.0}, max {Percentile(100):0.0}");
        var answers = Statuses.GroupBy(status => status).OrderBy(same => same.Key).Select(same => $"{(same.Key == 0 ? "none" : same.Key)}: {same.Count().ToString("N0", CultureInfo.InvariantCulture)}");
        Line($"answers: {string.Join(", ", answers)}");
    }

    private double Percentile(double percent)
    {
        var rank = (int)Math.Ceiling(percent / 100 * ticks.Length) - 1;
        return Stopwatch.GetElapsedTime(0, ticks[Math.Clamp(rank, 0, ticks.Length - 1)]).TotalMilliseconds;
    }

    private async Task Deliver(Uri url)
    {
        using var connection = new Connection(url);
        while (Interlocked.Increment(ref next) is var n && n < requests.Length)
        {
            var started = Stopwatch.GetTimestamp();
            Statuses[n] = await connection.Exchange(requests[n]);
            ticks[n] = Stopwatch.GetTimestamp() - started;
            Interlocked.Increment(ref done);
        }
    }

    private async Task Tell(CancellationToken over)
    {
        const int seconds = 2;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds));
        var before = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                var now = Volatile.Read(ref done);
                Line($"  {now,10:N0} / {requests.Length:N0}   {(now - before) / seconds,8:N0}/s");
                before = now;
            }
        }
        catch (OperationCanceledException)
        {
            // All is delivered.
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
