using System.Diagnostics.Metrics;

namespace Grains.Journal;

/// <summary>What the journal tells of itself; no labels, no ids.</summary>
public sealed class JournalInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "FlexportGrains.Journal";

    private readonly Histogram<int> batchEntries;
    private readonly Histogram<double> commitSeconds;
    private readonly Counter<long> refused;
    private readonly Counter<long> poisoned;
    private readonly Counter<long> overloaded;

    public JournalInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        batchEntries = meter.CreateHistogram<int>("flexport.journal.batch.entries", "{event}", "Events written in one transaction.");
        commitSeconds = meter.CreateHistogram<double>("flexport.journal.commit.duration", "s", "From a gathered batch to its known outcome.");
        refused = meter.CreateCounter<long>("flexport.journal.refused", "{entity}", "Runs refused by the fence.");
        poisoned = meter.CreateCounter<long>("flexport.journal.poisoned", "{event}", "Events refused for their data.");
        overloaded = meter.CreateCounter<long>("flexport.journal.overloaded", "{event}", "Events not taken because too many were waiting.");
    }

    internal void Wrote(int entries, TimeSpan elapsed)
    {
        batchEntries.Record(entries);
        commitSeconds.Record(elapsed.TotalSeconds);
    }

    internal void Refused() => refused.Add(1);
    internal void Poisoned() => poisoned.Add(1);
    internal void Overloaded() => overloaded.Add(1);
}
