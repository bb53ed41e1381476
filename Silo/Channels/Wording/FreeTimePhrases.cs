using System.Globalization;

namespace Silo.Channels.Wording;

/// <summary>Free time, availability and delivery appointments, as the rest of a sentence that begins with the shipment.</summary>
internal static class FreeTimePhrases
{
    /// <summary>Null for what this program does not know.</summary>
    public static string? Of(Told told) => Topic(told.Thing) switch
    {
        "free_time:last_free_day" when told.Field("container") is { } container => LastFreeDay(told, container),
        "free_time:available" when told.Field("container") is { } container => Available(told, container),
        "appointment:container" when told.Field("container") is { } container => Appointment(told, $" for container {container}"),
        "appointment:leg" => Appointment(told, ""),
        _ => null,
    };

    private static string? LastFreeDay(Told told, string container) => (When(told, "from"), When(told, "to")) switch
    {
        (_, null) => told.IsWithdrawn ? $"has no known last free day for container {container} any more" : null,
        (null, { } to) => $"has free time for container {container} until the end of {to}",
        ({ } from, { } to) => $"has free time for container {container} until the end of {to}, no longer {from}",
    };

    private static string? Available(Told told, string container) => When(told, "to") switch
    {
        { } since => $"has container {container} available for pickup, as of {since}",
        null => told.IsWithdrawn ? $"does not have container {container} available for pickup after all" : null,
    };

    private static string? Appointment(Told told, string of) => (When(told, "from"), When(told, "to")) switch
    {
        (_, null) when told.IsWithdrawn => $"has no delivery appointment{of} any more",
        (_, null) => $"has a delivery appointment{of}, at a time not told",
        (null, { } to) => $"has a delivery appointment{of} on {to}",
        ({ } from, { } to) => $"has its delivery appointment{of} moved to {to}, from {from}",
    };

    /// <summary>A day, or an instant; null when there is none.</summary>
    private static string? When(Told told, string field) => told.Field(field) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : told.At(field) is { } at ? News.Time(at) : null;

    /// <summary>The first two words of a thing: its class and what it is of that.</summary>
    private static string Topic(string thing)
    {
        var words = thing.Split(':');
        return words.Length > 2 ? $"{words[0]}:{words[1]}" : thing;
    }
}
