namespace Silo.Channels.Wording;

/// <summary>When departure, arrival and delivery are expected, and what has changed of that for the reader.</summary>
internal static class EstimatePhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static Phrase? Of(MessageFields message)
    {
        var label = message.Thing switch
        {
            "estimate:departure" => "ETD",
            "estimate:arrival" => "ETA",
            "estimate:delivery" => "delivery expected",
            _ => null,
        };
        if (label is null) return null;
        var what = message.Place is { } place ? $"{label} {place}" : label;
        var before = Told(message);
        if (message.Time("to") is { } now) return new Phrase($": {what} {Change.Of(before, now)}{Promised(message, before, now)}") { Stake = FreeTimePhrases.Stake(message) };
        if (!message.IsWithdrawn) return null;
        return before is { } said
            ? new Phrase($": {what} {said} does not hold any more, and no other date is known", Tense.Withdrawal)
            : new Phrase($": {what} is not known any more");
    }

    /// <summary>What the reader was told; null: nothing, or that nothing is known.</summary>
    public static PlaceTime? Told(MessageFields message)
    {
        if (message.Before is { } before) return before.Time("to");
        if (message.Instant("toldBefore") is not { } told) return null;
        // It is in UTC. What was announced before may be the same, with the offset of its place; else it is the place of now.
        if (message.Instant("from") is { } from && from == told) return message.Time("from");
        var offset = message.Instant("to")?.Offset ?? TimeSpan.Zero;
        return new PlaceTime(told.Offset == TimeSpan.Zero && told.Year is > 1 and < 9999 ? told.ToOffset(offset) : told, message.TimeZone);
    }

    /// <summary>Left out where it is what is told beside it.</summary>
    private static string Promised(MessageFields message, PlaceTime? before, PlaceTime now) =>
        message.Time("firstPromised") is { } first && first.ToString() != now.ToString() && first.ToString() != before?.ToString() ? $"; first promised {first.Beside(now)}" : "";
}
