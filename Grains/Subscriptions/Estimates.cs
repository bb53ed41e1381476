using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>Estimates are told when they have moved by more than a subscription's threshold.</summary>
internal static class Estimates
{
    private const string Topic = "estimate";

    public static bool Are(string thing) => Topics.Covers(Topic, thing);

    /// <summary>Whether somebody who knows of the one has something to hear by the other. Null: none holds.</summary>
    public static bool Differ(DateTimeOffset? known, DateTimeOffset? now, TimeSpan threshold) =>
        known is { } from && now is { } to ? (to - from).Duration() > threshold : known != now;

    /// <summary>The estimate that a message of it tells: its <c>to</c>, UTC; null: withdrawn, or unreadable.</summary>
    public static DateTimeOffset? Of(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.String
                && DateTimeOffset.TryParse(to.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant.ToUniversalTime()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
