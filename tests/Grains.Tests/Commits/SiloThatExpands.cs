using System.Diagnostics.Metrics;
using Grains.Commits;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using Grains.Tests.Doubles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grains.Tests.Commits;

/// <summary>The expansion of one silo, with all that it remembers.</summary>
internal sealed class SiloThatExpands : IDisposable
{
    private readonly Meters meters = new();
    private readonly Lines<AnnouncementExpansion> lines = new();

    public SiloThatExpands(ExpandingStore store, TimeProvider time, params IReadOnlyList<Subscriber> configured)
    {
        Instruments = new CommitInstruments(meters, time);
        Expansion = new AnnouncementExpansion(
            store, store, new Subscribers(store, configured, new SubscriptionInstruments(meters), NullLogger<Subscribers>.Instance), Options.Create(new NotificationOptions { OldestAnnounced = TimeSpan.FromDays(36_500) }), Instruments, time, lines);
    }

    public AnnouncementExpansion Expansion { get; }
    public CommitInstruments Instruments { get; }
    public IReadOnlyList<string> Log => lines.All;
    public int Woken { get; private set; }

    public static Subscriber Hears(string id, params string[] topics) => new(id, null, "log", "log", topics.Length > 0 ? topics : [Topics.All], SubscriptionFilter.All);

    public Task<ExpansionEnd> Pass() => Expansion.Run(() => Woken++, TestContext.Current.CancellationToken);

    /// <summary>What the metric says, with its labels.</summary>
    public (double Seconds, string Labels) HeldBackMetric()
    {
        var measured = (Seconds: -1.0, Labels: "");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Name == "flexport.commits.held_back" && meters.Has(instrument.Meter)) heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => measured = (value, string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))));
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    public void Dispose() => meters.Dispose();
}
