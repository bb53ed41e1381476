using System.Globalization;

namespace Silo.Channels.Wording;

/// <summary>The details of a message: what the sentence says in short, in full; then what a reader looks up.</summary>
internal static class Details
{
    private const int MostOthers = 10;

    /// <summary>Fields that are told in the sentence, or below by another name.</summary>
    private static readonly HashSet<string> Known =
    [
        "source", "kind", "id", "name", "thing", "class", "revision", "withdrawn", "occurredAt", "recordedAt", "eventId", "status", "milestone", "from", "to", "toldBefore", "firstPromised",
        "lastFreeDay", "lastFreeDayContainer", "container", "leg", "state", "title", "since", "blocking", "documentType", "movement", "amount", "currency", "deadline", "subject", "stage",
        "dueAt", "dueDate", "expected", "mustArriveDate", "cargoReadyDate", "shipmentName",
    ];

    public static IEnumerable<Fact> Of(MessageFields message)
    {
        yield return new Fact(message.Kind, message.About);
        if (message.Name is { } name) yield return new Fact("Name", name);
        if (message.Milestone is not null && message.Time("occurredAt") is { } at) yield return new Fact(message.IsWithdrawn ? "Said for" : "When", at.In(message.Place));
        if (message.WholePlace is { } place) yield return new Fact("Where", place);
        foreach (var fact in OfEstimate(message)) yield return fact;
        if (message["mustArriveDate"] is not null && message.Time("mustArriveDate") is { } must) yield return new Fact("Must arrive by", must.ToString());
        if (message.Time("lastFreeDay") is { } free) yield return new Fact("Last free day", free.ToString());
        if (message.Time("dueDate") is { } due) yield return new Fact("Due date", due.ToString());
        if (message["status"] is { } status) yield return new Fact("Status now", OneLine.Words(status));
        foreach (var other in Others(message)) yield return other;
        // A time of the service's own, which stands for no day.
        if (message.Instant("recordedAt") is { } recorded) yield return new Fact("Reported", recorded.ToUniversalTime().ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture));
        if (message.Source != "default") yield return new Fact("Account", message.Source);
        if (message["eventId"] is { } by) yield return new Fact("Event", by);
    }

    private static IEnumerable<Fact> OfEstimate(MessageFields message)
    {
        if (message.Class != "estimate") yield break;
        if (message.Time("to") is { } now) yield return new Fact("Expected", now.In(message.Place));
        if (EstimatePhrases.Told(message) is { } told) yield return new Fact("You were told", told.In(message.Place));
        if (message.Time("firstPromised") is { } first) yield return new Fact("First promised", first.In(message.Place));
    }

    /// <summary>Fields that are told since this was written. Those of objects are left out, but for money.</summary>
    private static IEnumerable<Fact> Others(MessageFields message) =>
        (from field in message.Scalars
         where !Known.Contains(field.Key) && !field.Key.Contains('.', StringComparison.Ordinal)
         select new Fact(OneLine.Capital(OneLine.Words(field.Key)), Readable(message, field))).Take(MostOthers);

    /// <summary>An instant as people write it, anything else as it is.</summary>
    private static string Readable(MessageFields message, KeyValuePair<string, string> field) =>
        DateTimeOffset.TryParseExact(field.Value, ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new PlaceTime(at, message.TimeZone).ToString()
            : field.Value;
}
