using System.Globalization;

namespace Silo.Channels.Wording;

/// <summary>What else can be told, as the rest of a sentence that begins with what it is about: estimates, customs, disruptions, documents, invoices, deadlines, free time.</summary>
internal static class OtherPhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static string? Of(Told told) => told.Class switch
    {
        "estimate" => Estimate(told),
        "customs" => Customs(told),
        "disruption" when told.Field("title") is { } title => told.Field("state") == "open" ? $"is disrupted: {title}" : $"is not disrupted any more: {title}",
        "document" => Document(told),
        "invoice" when told.Field("movement") is not null => MoneyPhrases.Of(told),
        "invoice" when told.Field("to") is { } to => told.Field("from") is { } from ? $"is {OneLine.Words(to)}, was {OneLine.Words(from)}" : $"is {OneLine.Words(to)}",
        "deadline" => Deadline(told),
        "shipment" when told.Thing == "shipment:archived" => told.IsWithdrawn ? "is not archived any more" : "was archived at Flexport",
        "free_time" or "appointment" => FreeTimePhrases.Of(told),
        _ => null,
    };

    private static string? Estimate(Told told)
    {
        var verb = told.Thing switch
        {
            "estimate:departure" => "depart",
            "estimate:arrival" => "arrive",
            "estimate:delivery" => "be delivered",
            _ => null,
        };
        if (verb is null) return null;
        // What has changed for whoever reads it, and not only just now.
        var before = told.At("toldBefore") ?? told.At("from");
        if (told.At("to") is not { } to)
        {
            if (!told.IsWithdrawn) return null;
            return before is { } said ? $"is not expected to {verb} on {News.Time(said)} any more: the estimate was withdrawn" : $"is not expected to {verb} at a known time any more";
        }

        return before is { } from && to != from
            ? $"is now expected to {verb} on {News.Time(to)}, {Span((to - from).Duration())} {(to > from ? "later" : "earlier")}"
            : $"is expected to {verb} on {News.Time(to)}";
    }

    private static string? Customs(Told told) => (told.Thing, told.Field("state"), told.Field("title")) switch
    {
        ("customs:cleared", _, _) => told.IsWithdrawn ? "has not cleared customs" : "cleared customs",
        (_, "hold", { } title) => $"is held by customs: {title}",
        (_, "released", { } title) => $"is not held by customs any more: {title}",
        _ => null,
    };

    private static string? Document(Told told)
    {
        var document = (told.Field("documentType"), told.Field("title")) switch
        {
            ({ } type, { } title) => $"{OneLine.Words(type)}, {title}",
            ({ } type, null) => OneLine.Words(type),
            (null, { } title) => title,
            _ => "of a type not told",
        };
        return told.Field("state") switch
        {
            "added" => $"has a document: {document}",
            "ready" => $"has a document ready: {document}",
            "archived" => $"has a document no more: {document}",
            _ => null,
        };
    }

    private static string? Deadline(Told told) => (told.Field("deadline"), told.Field("stage"), told.Field("subject")) switch
    {
        ("departure_overdue", _, _) => "should have departed by now",
        ("arrival_overdue", _, _) => "should have arrived by now",
        ("free_time", { } stage, { } container) => FreeTime(stage, container),
        ("container_return", _, { } container) => $"still has container {container} out, which is due back",
        ("customs_hold", _, { } hold) => $"is still held by customs: {OneLine.Words(hold[(hold.IndexOf('#', StringComparison.Ordinal) + 1)..])}",
        ("silence", _, _) => "is under way and has not been heard of for long",
        ("payment", "past_due", _) => "is overdue for payment",
        ("payment", _, _) => "is due for payment soon",
        ("must_arrive", { } stage, { } shipment) => OrderPhrases.MustArrive(stage, shipment),
        ("cargo_ready", _, _) => "should have its cargo ready by now",
        _ => null,
    };

    private static string FreeTime(string stage, string container) => stage switch
    {
        "expired" => $"has used up the free time of container {container}",
        _ when stage.StartsWith("day+", StringComparison.Ordinal) => $"has container {container} standing {stage[4..]} {(stage == "day+1" ? "day" : "days")} beyond its free time",
        _ => $"has {stage.Replace("h", "", StringComparison.Ordinal)} hours of free time left for container {container}",
    };

    private static string Span(TimeSpan span)
    {
        var (number, unit) = span >= TimeSpan.FromDays(2) ? (Math.Round(span.TotalDays, 1), "day") : span >= TimeSpan.FromHours(1) ? (Math.Round(span.TotalHours, 1), "hour") : (Math.Ceiling(span.TotalMinutes), "minute");
        return $"{number.ToString(CultureInfo.InvariantCulture)} {unit}{(number == 1 ? "" : "s")}";
    }
}
