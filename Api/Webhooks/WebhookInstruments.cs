using System.Diagnostics.Metrics;

namespace Api.Webhooks;

/// <summary>What the webhook endpoint counts. Labels carry no ids.</summary>
internal sealed class WebhookInstruments
{
    /// <summary>The meter of the edge.</summary>
    public const string MeterName = "FlexportGrains.Api";

    private readonly Counter<long> refusals;
    private readonly Histogram<double> deliveries;

    public WebhookInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        refusals = meter.CreateCounter<long>("flexport.refusals", "{request}", "Requests refused, by reason.");
        deliveries = meter.CreateHistogram<double>(
            "flexport.deliveries",
            "s",
            "Verified deliveries: time from the whole body to the outcome, by outcome.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 4, 8] });
    }

    /// <param name="reason">One of a closed set.</param>
    /// <param name="hint">The setting that would let it in, in a word; null where none would, or should.</param>
    public void Refused(string reason, string? hint = null)
    {
        if (hint is null) refusals.Add(1, new KeyValuePair<string, object?>("reason", reason));
        else refusals.Add(1, new KeyValuePair<string, object?>("reason", reason), new KeyValuePair<string, object?>("hint", hint));
    }

    public void Delivered(OutcomeKind outcome, TimeSpan took) =>
        deliveries.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", Label(outcome)));

    private static string Label(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Applied => "applied",
        OutcomeKind.Duplicate => "duplicate",
        OutcomeKind.Conflict => "conflict",
        OutcomeKind.DeadLetter => "dead_letter",
        OutcomeKind.Parked => "parked",
        _ => "unavailable",
    };
}
