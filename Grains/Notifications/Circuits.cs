using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications;

/// <summary>The circuit of each channel, in the memory of its silo: a new silo finds out by itself. Used by the dispatcher's loop alone.</summary>
internal sealed partial class Circuits(
    IEnumerable<string> channels, IOptions<NotificationOptions> options, NotificationInstruments instruments, ILogger logger)
{
    private readonly Dictionary<string, Circuit> circuits = channels.ToDictionary(static channel => channel, static _ => default(Circuit), StringComparer.Ordinal);

    /// <summary>Channels in this state.</summary>
    public List<string> In(CircuitState state, DateTimeOffset now) => [.. circuits.Where(one => one.Value.At(now) == state).Select(static one => one.Key)];

    /// <summary>When a channel may be sent to again; null when it may now.</summary>
    public DateTimeOffset? PausedUntil(string channel, DateTimeOffset now) =>
        circuits[channel] is { Until: { } until } circuit && circuit.At(now) == CircuitState.Open ? until : null;

    /// <summary>Takes in how attempts at one target ended that were under way at the same time.</summary>
    /// <param name="error">Of one that failed.</param>
    public void Attempted(string channel, int sent, int failed, string? error, DateTimeOffset now)
    {
        var before = circuits[channel];
        var after = before;
        // Which of them came last is chance: one that got through shows that the target lives.
        if (sent > 0) after = Circuit.Succeeded();
        else for (var i = 0; i < failed; i++) after = after.Failed(now, options.Value);

        circuits[channel] = after;
        instruments.Attempted(channel, sent, failed);
        if (after.Until is not null && after.Until != before.Until)
        {
            if (before.Until is null) instruments.Opened(channel);
            LogOpened(logger, channel, after.Failures, after.Pause, error);
        }
        else if (before.Until is not null && after.Until is null)
        {
            instruments.Closed(channel);
            LogClosed(logger, channel);
        }
    }

    [LoggerMessage(4, LogLevel.Warning, "Channel {Channel} has failed {Failures} times in a row and is left alone for {Pause}; then one trial decides: {Error}")]
    private static partial void LogOpened(ILogger logger, string channel, int failures, TimeSpan pause, string? error);

    [LoggerMessage(5, LogLevel.Information, "Channel {Channel} takes messages again.")]
    private static partial void LogClosed(ILogger logger, string channel);
}
