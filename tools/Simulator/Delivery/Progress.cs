namespace Simulator.Delivery;

/// <summary>What is told while a schedule is sent, and at its end.</summary>
/// <param name="every">A line after so many more deliveries are answered 200; 0 for one each second.</param>
internal sealed class Progress(Schedule schedule, Tally tally, int every, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly long began = time.GetTimestamp();
    private readonly Lock gate = new();
    private (long Delivered, long At) last = (0, time.GetTimestamp());

    private TimeSpan Elapsed => time.GetElapsedTime(began);

    /// <summary>Writes lines until it is stopped.</summary>
    public async Task Tell(TextWriter to, CancellationToken stop)
    {
        if (every > 0)
        {
            tally.OneMoreDelivered += WriteAfterEach;
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            tally.OneMoreDelivered -= WriteAfterEach;
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await to.WriteLineAsync(Line());
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }

        void WriteAfterEach(long delivered)
        {
            if (delivered % every != 0) return;
            lock (gate) to.WriteLine(Line());
        }
    }

    /// <summary>The rate and the latencies are those since the last line.</summary>
    public string Line()
    {
        var (delivered, now) = (tally.Delivered, time.GetTimestamp());
        var seconds = Math.Max(time.GetElapsedTime(last.At, now).TotalSeconds, 0.001);
        var rate = (delivered - last.Delivered) / seconds;
        last = (delivered, now);
        var silence = rate == 0 && tally.LastSilence is { } reason ? $"  ({reason})" : "";
        return FormattableString.Invariant($"{Elapsed.TotalSeconds,6:0} s  delivered {delivered:N0} of {schedule.Deliveries.Count:N0}  {tally.ByStatus()}  {rate:N0}/s  ")
            + $"{Times(tally.TakeRecent())}  remaining {Number(schedule.Deliveries.Count - delivered - tally.Failed)}{silence}";
    }

    /// <summary>The whole run in a few lines.</summary>
    public IEnumerable<string> Summary()
    {
        var seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        var left = schedule.Deliveries.Count - tally.Delivered - tally.Failed;
        yield return FormattableString.Invariant($"delivered  {tally.Delivered:N0} of {schedule.Deliveries.Count:N0} in {seconds:0.0} s, {tally.Delivered / seconds:N0}/s, ") + Times(tally.Latencies);
        yield return $"answers    {tally.ByStatus()}";
        if (tally.Outcomes.Count > 0)
        {
            yield return "of the 200 " + string.Join(", ", tally.Outcomes.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {Number(pair.Value)}"));
        }

        if (schedule.Dropped.Count > 0) yield return $"dropped    {Number(schedule.Dropped.Count)} events, never sent (--drop)";
        if (left > 0) yield return $"not sent   {Number(left)}";
        if (tally.Failed == 0) yield break;
        yield return $"failed     {Number(tally.Failed)}, the first of them:";
        foreach (var example in tally.Examples) yield return $"  {example}";
    }

    private static string Times(Latencies latencies) =>
        latencies.Quantile(0.5) is { } half && latencies.Quantile(0.99) is { } most
            ? FormattableString.Invariant($"p50 {half.TotalMilliseconds:0.0} ms, p99 {most.TotalMilliseconds:0.0} ms")
            : "no answer";

    private static string Number(long number) => FormattableString.Invariant($"{number:N0}");
}
