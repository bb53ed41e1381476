using System.Text.Json;

namespace Grains.Notifications;

/// <summary>Stand-in until the wording's own comparison is merged.</summary>
public static class SameNews
{
    private static readonly HashSet<string> Passing = ["revision", "eventId", "recordedAt", "status", "about", "from", "toldBefore", "told", "name"];

    public static bool Holds(ReadOnlySpan<byte> told, ReadOnlySpan<byte> now)
    {
        using var before = JsonDocument.Parse(told.ToArray());
        using var after = JsonDocument.Parse(now.ToArray());
        return Lasting(before).SequenceEqual(Lasting(after));
    }

    private static IEnumerable<string> Lasting(JsonDocument message) =>
        message.RootElement.EnumerateObject().Where(static field => !Passing.Contains(field.Name)).Select(static field => $"{field.Name}={field.Value.GetRawText()}").Order(StringComparer.Ordinal);
}
