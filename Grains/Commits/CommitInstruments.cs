using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Grains.Commits;

/// <summary>What the readers of commits tell of themselves. The label is the reader's name; of a transaction that holds them back, whose it is.</summary>
public sealed class CommitInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "FlexportGrains.Commits";

    private readonly TimeProvider time;
    private readonly Counter<long> read;
    private readonly Counter<long> damaged;
    private readonly Counter<long> setAside;
    private readonly ConcurrentDictionary<string, (bool Holds, TimeSpan Lag)> readers = new(StringComparer.Ordinal);
    private volatile HeldBack? heldBack;

    public CommitInstruments(IMeterFactory meters, TimeProvider time)
    {
        this.time = time;
        var meter = meters.Create(Meter);
        read = meter.CreateCounter<long>("flexport.commits.read", "{commit}", "Commits read in order.");
        damaged = meter.CreateCounter<long>("flexport.commits.damaged", "{commit}", "Commits of which a reader could not read what it needs.");
        setAside = meter.CreateCounter<long>("flexport.commits.set_aside", "{announcement}", "Announcements that a reader could make nothing of, for their own sake.");
        meter.CreateObservableGauge("flexport.commits.holds", () => Measure(static one => one.Holds ? 1 : 0), "{reader}", "1 while this silo is the one that reads.");
        meter.CreateObservableGauge("flexport.commits.lag", () => Measure(static one => one.Lag.TotalSeconds), "s", "How old the oldest commit of the last page was; of none, how long commits have waited for a transaction that runs.");
        meter.CreateObservableGauge("flexport.commits.held_back", ObserveHeldBack, "s", "For how long a transaction has held back the readers, once it is more than ten seconds.");
    }

    /// <summary>The transaction that holds this silo's readers back for more than ten seconds; null: none.</summary>
    public HeldBack? HeldBack => heldBack;

    /// <summary>For how long it has.</summary>
    public TimeSpan HeldBackFor => heldBack is { } report ? time.GetElapsedTime(report.Stamp) : TimeSpan.Zero;

    /// <summary>The readers that this silo has, with how far behind each is.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Lags => readers.Where(static one => one.Value.Holds).ToDictionary(static one => one.Key, static one => one.Value.Lag);

    internal void Holds(string reader, bool holds) => readers.AddOrUpdate(reader, (holds, TimeSpan.Zero), (_, before) => (holds, holds ? before.Lag : TimeSpan.Zero));

    internal void Read(string reader, int commits, TimeSpan lag)
    {
        readers.AddOrUpdate(reader, (true, lag), (_, before) => before with { Lag = lag });
        if (commits > 0) read.Add(commits, new KeyValuePair<string, object?>("reader", reader));
    }

    internal void SetAside(string reader) => setAside.Add(1, new KeyValuePair<string, object?>("reader", reader));

    internal void Damaged(string reader) => damaged.Add(1, new KeyValuePair<string, object?>("reader", reader));

    internal void IsHeldBack(HeldBack? by) => heldBack = by;

    private IEnumerable<Measurement<double>> Measure(Func<(bool Holds, TimeSpan Lag), double> value) =>
        readers.Select(one => new Measurement<double>(value(one.Value), new KeyValuePair<string, object?>("reader", one.Key)));

    private Measurement<double> ObserveHeldBack() => heldBack is { By: var by }
        ? new Measurement<double>(
            HeldBackFor.TotalSeconds,
            new KeyValuePair<string, object?>("process", by.Process), new KeyValuePair<string, object?>("application", by.Application),
            new KeyValuePair<string, object?>("database", by.Database), new KeyValuePair<string, object?>("user", by.User))
        : new Measurement<double>(0);
}
