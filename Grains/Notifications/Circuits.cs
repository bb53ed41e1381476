using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>The circuit of each target that has failed lately, in the memory of its silo: a new silo finds out by itself. Used by the dispatcher's loop alone.</summary>
internal sealed partial class Circuits(IOptions<NotificationOptions> options, NotificationInstruments instruments, ILogger logger)
{
    // What is not here is closed, and has not failed.
    private readonly Dictionary<string, Circuit> circuits = new(StringComparer.Ordinal);

    /// <summary>Targets in this state, but not those of closed circuits, of which there is no end.</summary>
    public List<string> In(CircuitState state, DateTimeOffset now) =>
        [.. circuits.Where(one => one.Value.Until is not null && one.Value.At(now) == state).Select(static one => one.Key)];

    /// <summary>When a target may be sent to again; null when it may now.</summary>
    public DateTimeOffset? PausedUntil(string target, DateTimeOffset now) =>
        circuits.GetValueOrDefault(target) is { Until: { } until } circuit && circuit.At(now) == CircuitState.Open ? until : null;

    /// <summary>Takes in how attempts at one target ended that were under way at the same time.</summary>
    /// <param name="error">Of one that failed.</param>
    public void Attempted(string channel, string target, int sent, int failed, string? error, DateTimeOffset now)
    {
        var before = circuits.GetValueOrDefault(target);
        var after = before;
        // Which of them came last is chance: one that got through shows that the target lives.
        if (sent > 0) after = Circuit.Succeeded();
        else for (var i = 0; i < failed; i++) after = after.Failed(now, options.Value);

        if (after == default) circuits.Remove(target);
        else circuits[target] = after;
        instruments.Attempted(channel, sent, failed);
        if (after.Until is not null && after.Until != before.Until)
        {
            if (before.Until is null) instruments.Opened(channel);
            LogOpened(logger, target, after.Failures, after.Pause, error);
        }
        else if (before.Until is not null && after.Until is null)
        {
            instruments.Closed(channel);
            LogClosed(logger, target);
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Target {Target} has failed {Failures} times in a row and is left alone for {Pause}; then one trial decides: {Error}")]
    private static partial void LogOpened(ILogger logger, string target, int failures, TimeSpan pause, string? error);

    [LoggerMessage(5, LogLevel.Information, "Target {Target} takes messages again.")]
    private static partial void LogClosed(ILogger logger, string target);
}
