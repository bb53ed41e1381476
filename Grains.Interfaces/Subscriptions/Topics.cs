namespace Grains.Interfaces.Subscriptions;

/// <summary>
/// What subscriptions are about: <see cref="All"/>, or the beginning of an announcement's thing up to a colon, such as <c>milestone</c>,
/// <c>milestone:arrived</c>, <c>deadline:free_time</c>.
/// </summary>
public static class Topics
{
    /// <summary>Everything that is announced.</summary>
    public const string All = "all";

    /// <summary>The first words of things; each is a topic by itself.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["milestone", "estimate", "customs", "disruption", "document", "invoice", "deadline", "free_time", "appointment", "shipment"];

    /// <summary>What is told where nobody has subscribed: that the freight departed, arrived, was delivered.</summary>
    public static IReadOnlyList<string> Default { get; } = ["milestone:departed", "milestone:arrived", "milestone:delivered"];

    /// <summary>Whether it can be subscribed to.</summary>
    public static bool IsTopic(string text) => text == All || Classes.Any(one => Covers(one, text));

    /// <summary>Whether the thing is among what the topic is about.</summary>
    public static bool Covers(string topic, string thing) =>
        topic == All || (thing.StartsWith(topic, StringComparison.Ordinal) && (thing.Length == topic.Length || thing[topic.Length] == ':'));
}
