namespace Silo.Channels.Wording;

/// <summary>Customs and disruptions: what holds the freight up, and that it does no more.</summary>
internal static class CustomsPhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static Phrase? Of(MessageFields message) => (message.Thing, message["state"], Title(message)) switch
    {
        ("customs:cleared", _, _) => Cleared(message),
        (_, "hold", { } title) => new Phrase($"is held by customs: {title}{Since(message)}") { Stake = message["blocking"] == "no" ? "it may move all the same" : null },
        (_, "released", { } title) => new Phrase($"is not held by customs any more: {title}"),
        _ => null,
    };

    public static Phrase? Disruption(MessageFields message) => (message["state"], Title(message)) switch
    {
        (_, null) => null,
        ("open", { } title) => new Phrase($"is disrupted: {title}{Since(message)}"),
        (_, { } title) => new Phrase($"is not disrupted any more: {title}"),
    };

    private static Phrase Cleared(MessageFields message)
    {
        var place = message.Place is { } name ? $" at {name}" : "";
        if (!message.IsWithdrawn) return new Phrase($"cleared customs{place}{(message.Time("since") is { } at ? $" on {at}" : "")}");
        return message.Before is { IsWithdrawn: false } before
            ? new Phrase($"has not cleared customs; that it did{(before.Time("since") is { } told ? $" on {told}" : "")} is not so", Tense.Withdrawal)
            : new Phrase("has not cleared customs");
    }

    private static string Since(MessageFields message) => message.Time("since") is { } since ? $", since {since}" : "";

    private static string? Title(MessageFields message) => message["title"];
}
