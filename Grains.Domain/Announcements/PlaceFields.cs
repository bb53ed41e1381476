using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Announcements;

/// <summary>Where something is, as messages tell of it.</summary>
internal static class PlaceFields
{
    /// <summary>Writes <c>place</c>: <c>{"name","country","timeZone"}</c>, each null where nobody said it; null where nothing is known of it.</summary>
    /// <param name="timeZone">The IANA zone where the place itself has none; its clocks tell which day a time means.</param>
    public static void Place(this Utf8JsonWriter writer, FactValue.Place? place, string? timeZone = null)
    {
        var zone = place?.TimeZone ?? timeZone;
        if (place is null && zone is null)
        {
            writer.WriteNull("place");
            return;
        }

        writer.WriteStartObject("place");
        writer.Text("name", place?.Name);
        writer.Text("country", place?.Country);
        writer.Text("timeZone", zone);
        writer.WriteEndObject();
    }
}
