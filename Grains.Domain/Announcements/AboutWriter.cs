using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Announcements;

/// <summary>Writes what a message tells of its freight, for filters: bounded, however large the shipment.</summary>
internal readonly struct AboutWriter(Utf8JsonWriter writer)
{
    /// <summary>Of each list so many.</summary>
    public const int Most = 50;

    private const int LongestText = 200;

    public void Text(string name, string? text) => writer.Text(name, Cut(text));

    /// <summary>Each once; what is absent is left out.</summary>
    public void List(string name, IEnumerable<string?> texts)
    {
        writer.WriteStartArray(name);
        List<string>? written = null;
        foreach (var text in texts)
        {
            if (written?.Count == Most) break;
            if (Cut(text) is not { } cut || IsAmong(written, cut)) continue;
            writer.WriteStringValue(Rows.Wellformed(cut));
            (written ??= []).Add(cut);
        }

        writer.WriteEndArray();
    }

    public void Place(string name, FactValue.Place? place)
    {
        if (place is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        Text("name", place.Name);
        Text("country", place.Country);
        writer.WriteEndObject();
    }

    /// <summary>Names and ids of all companies with a part in it.</summary>
    public void Parties(EntityState state) => List("parties", Companies(state));

    /// <summary>Of each key its values.</summary>
    public void Metadata(EntityState state)
    {
        writer.WriteStartObject("metadata");
        foreach (var (key, values) in Shipments.Papers.Metadata.View(state).Take(Most)) List(Rows.Wellformed(Cut(key)!), values);
        writer.WriteEndObject();
    }

    private static IEnumerable<string?> Companies(EntityState state)
    {
        foreach (var party in Shipments.Papers.Parties.All(state))
        {
            yield return party.Name;
            yield return party.Id;
        }
    }

    private static bool IsAmong(List<string>? texts, string text)
    {
        for (var i = 0; i < texts?.Count; i++)
        {
            if (string.Equals(texts[i], text, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string? Cut(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;
}
