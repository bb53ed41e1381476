using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Gauges;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;

namespace Benchmarks.Compare;

/// <summary>One contestant under one load, once: from an empty store, right after it says that it is ready.</summary>
internal static class Trial
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidOperationException">It did not start, or the recording is too short.</exception>
    public static async Task<Figures> Run(Contestant contestant, Recording recording, Terms terms, Pace pace)
    {
        await using var running = await contestant.Start(terms);
        using var replay = new Replay(recording, running.Url, pace.Connections);
        var sending = replay.Begin();
        await Until(replay, sending, pace.Warmup);
        var before = await Gauge.Read(running, terms.Ground);
        var begin = replay.At(before.Moment);
        await Until(replay, sending, pace.Warmup + pace.Seconds);
        var answers = await replay.End(Patience);
        // Work that was only put off is work: the clock runs until it is done.
        await running.CaughtUp();
        var after = await Gauge.Read(running, terms.Ground);
        if (answers.Count(begin, double.MaxValue) == 0)
        {
            throw new InvalidOperationException(
                $"{contestant.Name}: none of {answers.Sent:N0} recorded deliveries was answered 200 behind the warm-up. Raise --events if all were sent before, and else look why the contestant refuses them: {Figures.Tell(answers.Others)}.");
        }

        var stored = await Task.Run(() => (Events: running.Store.Number(running.CountEvents), Entries: running.CountEntries is { } sql ? running.Store.Number(sql) : (long?)null));
        return Figures.Of(answers, begin, replay.At(after.Moment), before, after, ProcessTree.Resident(running.Processes), stored.Events, stored.Entries);
    }

    /// <summary>Until so long after the beginning, or until all is sent.</summary>
    private static async Task Until(Replay replay, Task sending, TimeSpan elapsed) =>
        await Task.WhenAny(sending, Task.Delay(elapsed > replay.Elapsed ? elapsed - replay.Elapsed : TimeSpan.Zero));
}
