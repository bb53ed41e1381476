using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>
/// The circuits of transports and of targets that have failed lately, in the memory of their silo: a new silo finds out by itself. A transport's is fed by what happened on the way, a target's by what it
/// answered; a message that is refused says nothing of either. Safe for all threads.
/// </summary>
internal sealed partial class Circuits(IOptions<NotificationOptions> options, NotificationInstruments instruments, TimeProvider time, ILogger<Circuits> logger)
{
    /// <summary>What nobody has asked for in so long is forgotten, open or not: whoever comes then is the trial.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>While one trial is under way others come again so late.</summary>
    private static readonly TimeSpan WhileTried = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();

    // What is not here is closed, and has not failed.
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Whether a message may go that way now. Of a circuit whose pause is over one asker is the trial, and is to report what came of it.</summary>
    /// <returns>Null: it may; else until when it is to be left alone.</returns>
    public DateTimeOffset? Enter(string way)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!entries.TryGetValue(way, out var entry)) return null;
            if (now - entry.AskedAt > Forgotten)
            {
                Forget(way, entry);
                return null;
            }

            entry = entry with { AskedAt = now };
            var answer = (DateTimeOffset?)null;
            switch (entry.Circuit.At(now))
            {
                case CircuitState.Open:
                    answer = entry.Circuit.Until;
                    break;
                // A trial whose end nobody reported is over some day, too.
                case CircuitState.Trial when entry.TriedAt is { } tried && now - tried < options.Value.LongestTrial:
                    answer = now + WhileTried;
                    break;
                case CircuitState.Trial:
                    entry = entry with { TriedAt = now };
                    break;
                default:
                    break;
            }

            entries[way] = entry;
            return answer;
        }
    }

    /// <summary>Takes in that something got through: the way lives.</summary>
    public void Succeeded(string way)
    {
        lock (gate)
        {
            if (!entries.Remove(way, out var before) || before.Circuit.Until is null) return;
            instruments.Closed(Channel(way));
            LogClosed(logger, way);
        }
    }

    /// <summary>Takes in that something did not.</summary>
    /// <param name="error">Without secrets.</param>
    /// <returns>Until when it is to be left alone; null: it may be tried again.</returns>
    public DateTimeOffset? Failed(string way, string? error)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            // Targets are not entered: their mailboxes are given back for as long as they are to be left alone.
            foreach (var (other, entry) in entries.Where(one => one.Key != way && now - one.Value.AskedAt > Forgotten).ToList()) Forget(other, entry);
            var before = entries.GetValueOrDefault(way).Circuit;
            var after = before.Failed(now, options.Value);
            entries[way] = new Entry(after, now, null);
            if (after.Until is null || after.Until == before.Until) return after.Until;
            if (before.Until is null) instruments.Opened(Channel(way));
            LogOpened(logger, way, after.Failures, after.Pause, error);
            return after.Until;
        }
    }

    /// <summary>Takes in that nothing can be said: a trial may be made by somebody else.</summary>
    public void Unknown(string way)
    {
        lock (gate)
        {
            if (entries.TryGetValue(way, out var entry)) entries[way] = entry with { TriedAt = null };
        }
    }

    private void Forget(string way, Entry entry)
    {
        entries.Remove(way);
        if (entry.Circuit.Until is not null) instruments.Closed(Channel(way));
    }

    // Ways begin with the channel's name.
    private static string Channel(string way) => way.Split(' ', 2)[0];

    [LoggerMessage(4, LogLevel.Warning, "{Way} has failed {Failures} times in a row and is left alone for {Pause}; then one trial decides: {Error}")]
    private static partial void LogOpened(ILogger logger, string way, int failures, TimeSpan pause, string? error);

    [LoggerMessage(5, LogLevel.Information, "{Way} takes messages again.")]
    private static partial void LogClosed(ILogger logger, string way);

    private readonly record struct Entry(Circuit Circuit, DateTimeOffset AskedAt, DateTimeOffset? TriedAt);
}
