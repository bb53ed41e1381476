namespace Silo.Channels.Wording;

/// <summary>That a milestone was reached, otherwise than was told, or not; and what else has no words of its own.</summary>
internal static class MilestonePhrases
{
    public static Phrase Of(MessageFields message)
    {
        var before = message.Before is { } told && Says(told) != Says(message) ? told : null;
        if (message.IsWithdrawn) return Withdrawn(message, before);
        var text = Did(message, message.Place) + On(message);
        if (before is null) return new Phrase(text);
        if (before.IsWithdrawn) return new Phrase(text, Tense.Correction) { Note = $"You were told before that it {DidNot(message)}." };
        return new Phrase(Corrected(message, before), Tense.Correction) { Note = $"You were told before that it {Says(before)}." };
    }

    private static Phrase Withdrawn(MessageFields message, MessageFields? before) => before is { IsWithdrawn: false }
        ? new Phrase($"{DidNot(message)}; that it {Says(before)} is not so", Tense.Withdrawal)
        : new Phrase(DidNot(message)) { Note = message.Time("occurredAt") is { } said ? $"A report for {said} was withdrawn." : "A report of it was withdrawn." };

    /// <summary>What is otherwise than was told: the time, the place, or both.</summary>
    private static string Corrected(MessageFields message, MessageFields before)
    {
        var (now, then) = (message.Time("occurredAt"), before.Time("occurredAt"));
        var (otherPlace, otherTime) = (message.Place != before.Place && before.Place is not null, now?.ToString() != then?.ToString() && then is not null);
        return (otherPlace, otherTime) switch
        {
            (true, true) => $"{Did(message, message.Place)}{On(message)}, not {before.Place} on {then}",
            (true, false) => $"{Did(message, message.Place)}, not {before.Place}{(now is null ? "" : "," + On(message))}",
            (false, true) => $"{Did(message, message.Place)}{On(message)}, not {then}",
            _ => Did(message, message.Place) + On(message),
        };
    }

    /// <summary>What a message says, without what it corrects.</summary>
    private static string Says(MessageFields message) => message.IsWithdrawn ? DidNot(message) : Did(message, message.Place) + On(message);

    private static string On(MessageFields message) => message.Milestone is not null && message.Time("occurredAt") is { } at ? $" on {at}" : "";

    private static string Did(MessageFields message, string? place) => message.Milestone switch
    {
        "cargo_ready" => At("is ready to be collected", place),
        "container_loaded" => At("had a container loaded", place),
        "departed" => place is null ? "departed" : $"departed {place}",
        "arrived" => At("arrived", place),
        "container_unloaded" => At("had a container unloaded", place),
        "customs_cleared" => At("cleared customs", place),
        "delivered" => At("was delivered", place),
        { } other => At($"reached {OneLine.Words(other)}", place),
        null => At($"has news: {OneLine.Words(message.Thing)}", place),
    };

    private static string DidNot(MessageFields message) => message.Milestone switch
    {
        "cargo_ready" => "is not ready to be collected",
        "container_loaded" => "had no container loaded",
        "departed" => "has not departed",
        "arrived" => "has not arrived",
        "container_unloaded" => "had no container unloaded",
        "customs_cleared" => "has not cleared customs",
        "delivered" => "was not delivered",
        { } other => $"has not reached {OneLine.Words(other)}",
        null => $"takes back: {OneLine.Words(message.Thing)}",
    };

    private static string At(string what, string? place) => place is null ? what : $"{what} at {place}";
}
