using System.Diagnostics;

namespace Grains.Notifications;

/// <summary>Whether a target is sent to.</summary>
internal enum CircuitState
{
    None = 0,
    /// <summary>It is.</summary>
    Closed,
    /// <summary>It is left alone.</summary>
    Open,
    /// <summary>The pause is over: one trial decides.</summary>
    Trial,
}

/// <summary>What is remembered of a target: after so many failures in a row it is left alone for a pause, which doubles with each trial that fails.</summary>
/// <param name="Failures">In a row, those since it opened left out but for its trials.</param>
/// <param name="Pause">The present one, while it is not closed.</param>
/// <param name="Until">When the pause ends; null while it is closed.</param>
internal readonly record struct Circuit(int Failures, TimeSpan Pause, DateTimeOffset? Until)
{
    public CircuitState At(DateTimeOffset now) => Until switch
    {
        null => CircuitState.Closed,
        { } until when now < until => CircuitState.Open,
        _ => CircuitState.Trial,
    };

    /// <summary>Whatever it was, it is closed: the target lives.</summary>
    public static Circuit Succeeded() => default;

    public Circuit Failed(DateTimeOffset now, NotificationOptions options) => At(now) switch
    {
        CircuitState.Closed when Failures + 1 < options.BreakerFailures => this with { Failures = Failures + 1 },
        CircuitState.Closed => Opened(now, options.BreakerPause),
        // Sent before it opened; its pause is not made longer by that.
        CircuitState.Open => this,
        CircuitState.Trial => Opened(now, Pause < options.LongestBreakerPause / 2 ? Pause * 2 : options.LongestBreakerPause),
        _ => throw new UnreachableException($"{At(now)}"),
    };

    private Circuit Opened(DateTimeOffset now, TimeSpan pause) => new(Failures + 1, pause, now + pause);
}
