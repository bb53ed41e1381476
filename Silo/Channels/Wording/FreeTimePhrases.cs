namespace Silo.Channels.Wording;

/// <summary>Free time, availability and delivery appointments.</summary>
internal static class FreeTimePhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static Phrase? Of(MessageFields message) => Topic(message.Thing) switch
    {
        "free_time:last_free_day" when message["container"] is { } container => LastFreeDay(message, container),
        "free_time:available" when message["container"] is { } container => Available(message, container),
        "appointment:container" when message["container"] is { } container => Appointment(message, $" for container {container}"),
        "appointment:leg" => Appointment(message, ""),
        _ => null,
    };

    /// <summary>The last free day that an estimate has to be seen beside; null when none is known.</summary>
    public static string? Stake(MessageFields message) => message.Time("lastFreeDay") is { } day
        ? $"last free day {day}{(message["lastFreeDayContainer"] is { } container ? $" (container {container})" : "")}"
        : null;

    private static Phrase? LastFreeDay(MessageFields message, string container)
    {
        var what = $"last free day of container {container}{In(message)}";
        var before = message.Before?.Time("to");
        if (message.Time("to") is { } now) return new Phrase(before is null ? $": {what} is {now}" : $": {what} {Change.Of(before, now)}");
        if (!message.IsWithdrawn) return null;
        return before is { } told
            ? new Phrase($": {what} {told} does not hold any more, and no other is known", Tense.Withdrawal)
            : new Phrase($": {what} is not known any more");
    }

    private static Phrase? Available(MessageFields message, string container)
    {
        if (message.Time("to") is { } since) return new Phrase($"has container {container} available for pickup{In(message)}, as of {since}");
        if (!message.IsWithdrawn) return null;
        return message.Before?.Time("to") is { } told
            ? new Phrase($"does not have container {container} available for pickup; that it had as of {told} is not so", Tense.Withdrawal)
            : new Phrase($"does not have container {container} available for pickup");
    }

    private static Phrase Appointment(MessageFields message, string of)
    {
        var before = message.Before?.Time("to");
        if (message.Time("to") is { } now)
            return before is null ? new Phrase($"has a delivery appointment{of}{In(message)} on {now}") : new Phrase($": delivery appointment{of}{In(message)} {Change.Of(before, now)}");
        if (!message.IsWithdrawn) return new Phrase($"has a delivery appointment{of}, at a time not told");
        return before is { } told
            ? new Phrase($"has no delivery appointment{of} any more; that of {told} does not hold", Tense.Withdrawal)
            : new Phrase($"has no delivery appointment{of} any more");
    }

    private static string In(MessageFields message) => message.Place is { } place ? $" in {place}" : "";

    /// <summary>The first two words of a thing: its class and what it is of that.</summary>
    private static string Topic(string thing)
    {
        var words = thing.Split(':');
        return words.Length > 2 ? $"{words[0]}:{words[1]}" : thing;
    }
}
