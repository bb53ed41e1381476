using System.Diagnostics.Metrics;

namespace Grains.Notifications;

/// <summary>What the dispatcher tells of its channels; the only label is the channel's name.</summary>
public sealed class NotificationInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "FlexportGrains.Notifications";

    private readonly Counter<long> attempts;
    private readonly Counter<long> failures;
    private readonly Counter<long> openings;
    private readonly UpDownCounter<int> open;

    public NotificationInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        attempts = meter.CreateCounter<long>("flexport.notifications.attempts", "{attempt}", "Attempts to send a notification.");
        failures = meter.CreateCounter<long>("flexport.notifications.failures", "{attempt}", "Attempts that did not get through.");
        openings = meter.CreateCounter<long>("flexport.notifications.circuit.openings", "{opening}", "How often a target was found to be failing.");
        open = meter.CreateUpDownCounter<int>("flexport.notifications.circuit.open", "{circuit}", "1 while a target is left alone or on trial.");
    }

    internal void Attempted(string channel, int sent, int failed)
    {
        attempts.Add(sent + failed, Label(channel));
        failures.Add(failed, Label(channel));
    }

    internal void Opened(string channel)
    {
        openings.Add(1, Label(channel));
        open.Add(1, Label(channel));
    }

    internal void Closed(string channel) => open.Add(-1, Label(channel));

    private static KeyValuePair<string, object?> Label(string channel) => new("channel", channel);
}
