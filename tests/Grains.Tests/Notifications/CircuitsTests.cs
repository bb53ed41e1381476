using System.Diagnostics.Metrics;
using Grains.Notifications;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Tests.Notifications;

/// <summary>Each target has its circuit; what people see of it is one line and one measurement for each opening and closing.</summary>
public sealed class CircuitsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly Lines log = new();
    private readonly Meters meters = new();
    private readonly Circuits circuits;

    public CircuitsTests() =>
        circuits = new Circuits(Options.Create(new NotificationOptions()), new NotificationInstruments(meters), log);

    public void Dispose() => meters.Dispose();

    [Fact]
    public void OneTargetThatFails_DoesNotCloseTheOthers()
    {
        circuits.Attempted("webhook", "default/ops/hook", sent: 0, failed: 5, "down", Noon);

        circuits.In(CircuitState.Open, Noon).ShouldBe(["default/ops/hook"]);
        circuits.PausedUntil("default/ops/hook", Noon).ShouldBe(Noon.AddSeconds(30));
        circuits.PausedUntil("log", Noon).ShouldBeNull();
        circuits.In(CircuitState.Trial, Noon.AddSeconds(30)).ShouldBe(["default/ops/hook"]);
        circuits.PausedUntil("default/ops/hook", Noon.AddSeconds(30)).ShouldBeNull();
    }

    [Fact]
    public void OfManyUnderWayAtOnce_OneThatGetsThroughShowsThatTheTargetLives()
    {
        for (var i = 0; i < 10; i++) circuits.Attempted("webhook", "default/ops/hook", sent: 1, failed: 31, "busy", Noon);

        circuits.In(CircuitState.Open, Noon).ShouldBeEmpty();
        circuits.In(CircuitState.Trial, Noon).ShouldBeEmpty();
        log.All.ShouldBeEmpty();
    }

    [Fact]
    public void EachOpeningAndClosing_IsToldOnce()
    {
        var (measured, listener) = Listen();
        using (listener)
        {
            circuits.Attempted("webhook", "default/ops/hook", 0, 4, "down", Noon);
            circuits.Attempted("webhook", "default/ops/hook", 0, 3, "down", Noon);
            circuits.Attempted("webhook", "default/ops/hook", 0, 1, "down", Noon.AddSeconds(30));
            circuits.Attempted("webhook", "default/ops/hook", 1, 0, null, Noon.AddSeconds(90));
            circuits.Attempted("webhook", "default/ops/hook", 9, 0, null, Noon.AddSeconds(91));
        }

        log.All.ShouldBe(
        [
            "Target default/ops/hook has failed 5 times in a row and is left alone for 00:00:30; then one trial decides: down",
            "Target default/ops/hook has failed 6 times in a row and is left alone for 00:01:00; then one trial decides: down",
            "Target default/ops/hook takes messages again.",
        ]);
        measured.ShouldBe(["flexport.notifications.circuit.openings 1 channel=webhook", "flexport.notifications.circuit.open 1 channel=webhook", "flexport.notifications.circuit.open -1 channel=webhook"]);
    }

    [Theory]
    [InlineData(5, "00:00:30", "00:15:00", true)]
    [InlineData(1, "00:00:30", "00:00:30", true)]
    [InlineData(0, "00:00:30", "00:15:00", false)]
    [InlineData(5, "00:00:00", "00:15:00", false)]
    [InlineData(5, "00:00:30", "00:00:29", false)]
    public void Settings_AreChecked(int failures, string pause, string longest, bool valid)
    {
        var options = new NotificationOptions
        {
            BreakerFailures = failures,
            BreakerPause = TimeSpan.Parse(pause, System.Globalization.CultureInfo.InvariantCulture),
            LongestBreakerPause = TimeSpan.Parse(longest, System.Globalization.CultureInfo.InvariantCulture),
        };

        new DataAnnotationValidateOptions<NotificationOptions>(null).Validate(null, options).Succeeded.ShouldBe(valid);
    }

    private (List<string> Measured, MeterListener Listener) Listen()
    {
        var measured = new List<string>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name.Contains("circuit", StringComparison.Ordinal)) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {tags[0].Key}={tags[0].Value}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {tags[0].Key}={tags[0].Value}"));
        listener.Start();
        return (measured, listener);
    }

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> made = [];

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            made.Add(meter);
            return meter;
        }

        public void Dispose() => made.ForEach(static meter => meter.Dispose());
    }
}
