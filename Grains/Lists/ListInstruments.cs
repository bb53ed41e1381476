using System.Diagnostics.Metrics;

namespace Grains.Lists;

/// <summary>What the rows of lists tell of themselves; no labels, no ids.</summary>
public sealed class ListInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "FlexportGrains.Lists";

    private readonly Counter<long> written;
    private readonly Counter<long> refused;
    private ListBacklog? backlog;

    public ListInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        written = meter.CreateCounter<long>("flexport.lists.written", "{row}", "List rows written: fewer than events, for several events of an entity make one.");
        refused = meter.CreateCounter<long>("flexport.lists.refused", "{row}", "List rows that the store refused for their data.");
        meter.CreateObservableGauge("flexport.lists.backlog", () => Waiting, "{row}", "List rows that wait to be written.");
        meter.CreateObservableGauge("flexport.lists.lag", () => Lag.TotalSeconds, "s", "How long the oldest of them waits.");
    }

    /// <summary>Rows of this silo's commits that wait to be written.</summary>
    public int Waiting => backlog?.Count ?? 0;

    /// <summary>How long the oldest of them waits.</summary>
    public TimeSpan Lag => backlog?.Lag ?? TimeSpan.Zero;

    internal ListBacklog Watch(ListBacklog watched) => backlog = watched;
    internal void Wrote(int rows) => written.Add(rows);
    internal void Refused() => refused.Add(1);
}
