namespace Simulator.Delivery;

/// <summary>Sends a schedule over a number of connections, each of which waits for its answer before it goes on.</summary>
/// <param name="print">Where each answer is written, or null.</param>
internal sealed class Sender(SendOptions options, Tally tally, TextWriter? print, TimeProvider time)
{
    private readonly Targets targets = new(options.Urls, time);
    private readonly Random dice = new(options.Seed);
    private long lastGood = time.GetTimestamp();
    private volatile string? givenUp;

    /// <summary>Sends everything.</summary>
    /// <returns>Null; or why the run was given up before its end.</returns>
    public async Task<string?> Send(Schedule schedule, CancellationToken stop)
    {
        using var client = new WebhookClient(options.Connections, options.Timeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var feed = new Feed(schedule, options.Pace, options.Signing, time);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(() => Work(feed, client, end), CancellationToken.None)));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return givenUp ?? "It was stopped.";
        }

        return givenUp;
    }

    private async Task Work(Feed feed, WebhookClient client, CancellationTokenSource end)
    {
        while (true)
        {
            end.Token.ThrowIfCancellationRequested();
            var (attempt, wait) = feed.Take();
            if (attempt is not null)
            {
                if (await Deliver(attempt, feed, client, end.Token)) continue;
                givenUp = FormattableString.Invariant(
                    $"Nothing was answered 200 for {options.Patience.TotalSeconds:0.#} s. Is the service running at {string.Join(", ", options.Urls)}? (--patience waits longer)");
                await end.CancelAsync();
            }
            else if (wait is { } length)
            {
                await Task.Delay(length, time, end.Token);
            }
            else
            {
                // What others have on their way and must be put back, they take themselves.
                return;
            }
        }
    }

    /// <summary>False when neither this delivery nor any other has got through for as long as patience lasts.</summary>
    private async Task<bool> Deliver(Attempt attempt, Feed feed, WebhookClient client, CancellationToken stop)
    {
        while (true)
        {
            var target = targets.Next();
            var answer = await client.Post(targets[target], attempt.Event.Body, attempt.Signature, stop);
            tally.Add(answer);
            if (print is not null) Print(attempt, answer);
            var now = time.GetTimestamp();
            if (answer.IsGood)
            {
                Volatile.Write(ref lastGood, now);
                return true;
            }

            if (answer.Status == 0) targets.DidNotAnswer(target);
            if (!answer.IsPassing && !options.RetryAll)
            {
                tally.Fail(attempt.Event, answer);
                return true;
            }

            attempt.Failed(now);
            if (time.GetElapsedTime(attempt.FailingSince!.Value, now) >= options.Patience)
            {
                tally.Fail(attempt.Event, answer);
                return time.GetElapsedTime(Volatile.Read(ref lastGood), now) < options.Patience;
            }

            // Another endpoint may take it now; after a round of all of them it waits.
            if (answer.IsPassing && attempt.Failures % targets.Count != 0) continue;
            var wait = options.Backoff.After(Math.Max(1, attempt.Failures / targets.Count), Throw());
            if (options.RetryAll)
            {
                feed.Again(attempt, wait);
                return true;
            }

            await Task.Delay(wait, time, stop);
        }
    }

    private double Throw()
    {
        lock (dice) return dice.NextDouble();
    }

    private void Print(Attempt attempt, Answer answer)
    {
        lock (print!) print.WriteLine(Tally.Line(attempt.Event, answer));
    }
}
