using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Gauges;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;

namespace Benchmarks.Latency;

/// <summary>One contestant at one rate, once: from an empty store, warmed up under full load, then left alone until all is done, then by schedule.</summary>
internal static class LatencyTrial
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The first moments after a rest are not those of steady traffic.
    private static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(2);

    /// <exception cref="InvalidOperationException">It did not start, or the recording is too short.</exception>
    public static async Task<LatencyFigures> Run(Contestant contestant, Recording recording, double rate, Terms terms, LatencyOptions options)
    {
        await using var running = await contestant.Start(terms);
        var warm = await WarmUp(recording, running, options);
        await running.CaughtUp();
        var count = (int)(rate * (LeadIn + options.Seconds).TotalSeconds);
        if (warm.Sent + count > recording.Count)
        {
            throw new InvalidOperationException($"{recording.Count:N0} recorded deliveries are too few: the warm-up took {warm.Sent:N0}, the schedule needs {count:N0}. Raise --events.");
        }

        GC.Collect();
        var before = await Gauge.Read(running, terms.Ground);
        using var schedule = new OpenLoop(recording, warm.Sent, count, rate, running.Url, options.Pace.Connections);
        var departures = await schedule.Run(Patience);
        await running.CaughtUp();
        var after = await Gauge.Read(running, terms.Ground);
        var stored = await Task.Run(() => running.Store.Number(running.CountEvents));
        var others = departures.Where(static one => one.Status != 200).CountBy(static one => (int)one.Status).Concat(warm.Others)
            .GroupBy(static one => one.Key, static one => one.Value).ToDictionary(static same => same.Key, static same => same.Sum());
        return LatencyFigures.Of(departures, (int)(rate * LeadIn.TotalSeconds), before, after, others, warm.Accepted + departures.Count(static one => one.Status == 200), stored);
    }

    private static async Task<Answers> WarmUp(Recording recording, Running running, LatencyOptions options)
    {
        using var replay = new Replay(recording, running.Url, options.Pace.Connections);
        await Task.WhenAny(replay.Begin(), Task.Delay(options.Pace.Warmup));
        return await replay.End(Patience);
    }
}
