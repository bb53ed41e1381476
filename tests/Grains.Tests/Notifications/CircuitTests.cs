using Grains.Notifications;

namespace Grains.Tests.Notifications;

/// <summary>A target that fails is left alone, tried once, and taken back when it lives.</summary>
public sealed class CircuitTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private static readonly NotificationOptions Options = new()
    {
        BreakerFailures = 3, BreakerPause = TimeSpan.FromSeconds(30), LongestBreakerPause = TimeSpan.FromSeconds(100),
    };

    [Theory]
    [InlineData("", nameof(CircuitState.Closed))]
    [InlineData("f f", nameof(CircuitState.Closed))]
    [InlineData("f f s f f", nameof(CircuitState.Closed))]
    [InlineData("f f f", nameof(CircuitState.Open))]
    [InlineData("f f f +29", nameof(CircuitState.Open))]
    [InlineData("f f f +30", nameof(CircuitState.Trial))]
    [InlineData("f f f +3600", nameof(CircuitState.Trial))]
    [InlineData("f f f +30 s", nameof(CircuitState.Closed))]
    [InlineData("f f f s", nameof(CircuitState.Closed))]
    [InlineData("f f f +30 s f f", nameof(CircuitState.Closed))]
    [InlineData("f f f +30 s f f f +29", nameof(CircuitState.Open))]
    [InlineData("f f f +30 s f f f +30", nameof(CircuitState.Trial))]
    [InlineData("f f f +30 f", nameof(CircuitState.Open))]
    [InlineData("f f f +30 f +59", nameof(CircuitState.Open))]
    [InlineData("f f f +30 f +60", nameof(CircuitState.Trial))]
    [InlineData("f f f +30 f +60 f +99", nameof(CircuitState.Open))]
    [InlineData("f f f +30 f +60 f +100", nameof(CircuitState.Trial))]
    [InlineData("f f f +30 f +60 f +100 f +99", nameof(CircuitState.Open))]
    [InlineData("f f f +30 f +60 f +100 f +100", nameof(CircuitState.Trial))]
    // Sent before it opened: its pause is not made longer.
    [InlineData("f f f +10 f f f f +19", nameof(CircuitState.Open))]
    [InlineData("f f f +10 f f f f +20", nameof(CircuitState.Trial))]
    public void AfterThis_ItIs(string history, string state)
    {
        var (circuit, now) = Live(history);

        circuit.At(now).ToString().ShouldBe(state);
    }

    [Theory]
    [InlineData("f f", 2, 0)]
    [InlineData("f f f", 3, 30)]
    [InlineData("f f f f", 3, 30)]
    [InlineData("f f f +30 f", 4, 60)]
    [InlineData("f f f +30 f +60 f", 5, 100)]
    [InlineData("f f f +30 s", 0, 0)]
    public void WhatIsRemembered(string history, int failures, int seconds)
    {
        var (circuit, _) = Live(history);

        (circuit.Failures, circuit.Pause).ShouldBe((failures, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Doubling_DoesNotRunAway()
    {
        var options = new NotificationOptions { BreakerFailures = 1, BreakerPause = TimeSpan.FromSeconds(30), LongestBreakerPause = TimeSpan.FromMinutes(15) };
        var (circuit, now) = (default(Circuit), Noon);
        for (var i = 0; i < 1_000; i++)
        {
            circuit = circuit.Failed(now, options);
            now = circuit.Until!.Value;
        }

        circuit.Pause.ShouldBe(TimeSpan.FromMinutes(15));
        now.ShouldBe(Noon + TimeSpan.FromSeconds(30 + 60 + 120 + 240 + 480) + (TimeSpan.FromMinutes(15) * 995));
    }

    /// <summary><c>f</c> fails, <c>s</c> gets through, <c>+30</c> lets seconds pass.</summary>
    private static (Circuit Circuit, DateTimeOffset Now) Live(string history)
    {
        var (circuit, now) = (default(Circuit), Noon);
        foreach (var step in history.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (step)
            {
                case "f": circuit = circuit.Failed(now, Options); break;
                case "s": circuit = Circuit.Succeeded(); break;
                default: now += TimeSpan.FromSeconds(int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)); break;
            }
        }

        return (circuit, now);
    }
}
