using System.Diagnostics.Metrics;
using Grains.Notifications;
using Grains.Tests.Doubles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Grains.Tests.Notifications;

/// <summary>Each transport and each target has its circuit; what people see of it is one line and one measurement for each opening and closing.</summary>
public sealed class CircuitsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private const string Way = "webhook https://tms.example:443";

    private readonly Lines<Circuits> log = new();
    private readonly Meters meters = new();
    private readonly FakeTimeProvider time = new(Noon);
    private readonly Circuits circuits;

    public CircuitsTests() =>
        circuits = new Circuits(Options.Create(new NotificationOptions()), new NotificationInstruments(meters), time, log);

    public void Dispose() => meters.Dispose();

    [Fact]
    public void OneThatFails_DoesNotCloseTheOthers_AndIsTriedOnceWhenItsPauseIsOver()
    {
        Fail(5);

        circuits.Enter(Way).ShouldBe(Noon.AddSeconds(30));
        circuits.Enter("webhook https://other.example:443").ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(30));
        circuits.Enter(Way).ShouldBeNull("the trial");
        circuits.Enter(Way).ShouldNotBeNull("one trial is enough");
        circuits.Unknown(Way);
        circuits.Enter(Way).ShouldBeNull("nothing came of the first");
        circuits.Succeeded(Way);
        circuits.Enter(Way).ShouldBeNull();
        circuits.Enter(Way).ShouldBeNull();
    }

    [Fact]
    public void OneThatGetsThroughNowAndThen_Lives()
    {
        for (var i = 0; i < 10; i++)
        {
            Fail(4);
            circuits.Succeeded(Way);
        }

        circuits.Enter(Way).ShouldBeNull();
        log.All.ShouldBeEmpty();
    }

    [Fact]
    public void ATrialThatNobodyReports_AndACircuitThatNobodyAsksFor_AreNotForEver()
    {
        Fail(5);
        time.Advance(TimeSpan.FromSeconds(30));
        circuits.Enter(Way).ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(76));
        circuits.Enter(Way).ShouldBeNull("its silo does not know what became of it");
        time.Advance(TimeSpan.FromMinutes(61));
        circuits.Enter(Way).ShouldBeNull();
        circuits.Enter(Way).ShouldBeNull("it is forgotten");
    }

    [Fact]
    public void EachOpeningAndClosing_IsToldOnce()
    {
        var (measured, listener) = Listen();
        using (listener)
        {
            Fail(7);
            time.Advance(TimeSpan.FromSeconds(30));
            Fail(1);
            time.Advance(TimeSpan.FromSeconds(60));
            circuits.Succeeded(Way);
            circuits.Succeeded(Way);
        }

        log.All.ShouldBe(
        [
            $"Warning: {Way} has failed 5 times in a row and is left alone for 00:00:30; then one trial decides: down",
            $"Warning: {Way} has failed 6 times in a row and is left alone for 00:01:00; then one trial decides: down",
            $"Information: {Way} takes messages again.",
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

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++) circuits.Failed(Way, "down");
    }

    private (List<string> Measured, MeterListener Listener) Listen()
    {
        var measured = new List<string>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (meters.Has(instrument.Meter) && instrument.Name.Contains("circuit", StringComparison.Ordinal)) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {tags[0].Key}={tags[0].Value}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Add($"{instrument.Name} {value} {tags[0].Key}={tags[0].Value}"));
        listener.Start();
        return (measured, listener);
    }
}
