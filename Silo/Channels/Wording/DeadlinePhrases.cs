namespace Silo.Channels.Wording;

/// <summary>What is too late, or soon will be, and what is at stake.</summary>
internal static class DeadlinePhrases
{
    private const string DaysLate = "day+";

    /// <summary>Null for what this program does not know.</summary>
    public static Phrase? Of(MessageFields message) => (message["deadline"], message["stage"], message["subject"]) switch
    {
        ("departure_overdue", _, _) => new Phrase(message.Time("expected") is { } at
            ? $"was to depart{From(message)} on {at}, and has not been reported to have departed"
            : "should have departed by now"),
        ("arrival_overdue", _, _) => new Phrase(message.Time("expected") is { } at
            ? $"was to arrive{At(message)} on {at}, and has not been reported to have arrived"
            : "should have arrived by now"),
        ("free_time", { } stage, { } container) => FreeTime(message, stage, container),
        ("container_return", _, { } container) => new Phrase($"still has container {container} out{Since(message)}, which is due back"),
        ("customs_hold", _, { } hold) => new Phrase($"is still held by customs: {message["title"] ?? OneLine.Words(hold[(hold.IndexOf('#', StringComparison.Ordinal) + 1)..])}{Since(message)}"),
        ("silence", _, _) => new Phrase("is under way and has not been heard of for long"),
        ("payment", "past_due", _) => new Phrase("is overdue for payment") { Stake = InvoicePhrases.Owed(message) },
        ("payment", _, _) => new Phrase("is due for payment soon") { Stake = InvoicePhrases.Owed(message) },
        ("must_arrive", { } stage, { } shipment) => MustArrive(message, stage, shipment),
        ("cargo_ready", _, _) => new Phrase(message.Time("cargoReadyDate") is { } ready ? $"was to have its cargo ready on {ready}, and no shipment with it has left" : "should have its cargo ready by now"),
        _ => null,
    };

    private static Phrase FreeTime(MessageFields message, string stage, string container)
    {
        var last = message.Time("lastFreeDay") is { } day ? $"last free day {day}{At(message)}" : null;
        if (stage == "expired") return new Phrase($"has used up the free time of container {container}") { Stake = last };
        if (stage.StartsWith(DaysLate, StringComparison.Ordinal))
            return new Phrase($"has container {container} standing {Days(stage[DaysLate.Length..])} beyond its free time") { Stake = last };
        return new Phrase($"has {stage.Replace("h", "", StringComparison.Ordinal)} hours of free time left for container {container}") { Stake = last };
    }

    private static Phrase MustArrive(MessageFields message, string stage, string shipment)
    {
        var name = MessageFields.Cut(message["shipmentName"]) is { } called ? $"shipment {shipment} ({called})" : $"shipment {shipment}";
        var must = message.Time("mustArriveDate");
        if (!stage.StartsWith(DaysLate, StringComparison.Ordinal))
            return new Phrase(must is { } day ? $"was to arrive{At(message)} by {day}, and {name} has not" : $"should have arrived by now, and {name} has not");
        var late = Days(stage[DaysLate.Length..]);
        return new Phrase((must, message.Time("expected")) switch
        {
            ({ } by, { } expected) => $"must arrive{At(message)} by {by}, and {name} is expected on {expected}, {late} too late",
            ({ } by, null) => $"must arrive{At(message)} by {by}, and {name} is expected {late} too late",
            _ => $"must arrive before {name} does, which is expected {late} too late",
        });
    }

    private static string Days(string number) => $"{number} {(number == "1" ? "day" : "days")}";

    private static string At(MessageFields message) => message.Place is { } place ? $" in {place}" : "";

    private static string From(MessageFields message) => message.Place is { } place ? $" from {place}" : "";

    private static string Since(MessageFields message) => message.Time("since") is { } since ? $", since {since}" : "";
}
