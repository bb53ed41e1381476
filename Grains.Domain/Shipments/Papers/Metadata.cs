using System.Globalization;
using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments.Papers;

/// <summary>
/// The customer's own keys and their values. All of it is one value, for a key that a later object no longer has is gone:
/// each key, how many values it has, and these; keys in ordinal order.
/// </summary>
internal static class Metadata
{
    private const int MostKeys = 100;
    private const int MostValues = 50;

    public static void Read(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Metadata, "", shipment, Nulls.Withdraw, stamp);
        about.Withdraw(Aspect.Values, "metadata");
        if (!shipment.TryGet("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object) return;
        SortedDictionary<string, List<string>>? keys = null;
        foreach (var entry in metadata.EnumerateObject())
        {
            if (entry.Name is not { Length: > 0 and <= JsonReading.LongestText } key) continue;
            keys ??= new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
            if (keys.Count < MostKeys || keys.ContainsKey(key)) keys[key] = Values(entry.Value);
        }

        about.Say(Aspect.Values, new FactValue.Words(keys is null ? [] : Words(keys)));
    }

    private static List<string> Words(SortedDictionary<string, List<string>> keys)
    {
        var words = new List<string>();
        foreach (var (key, values) in keys) words.AddRange([key, values.Count.ToString(CultureInfo.InvariantCulture), .. values]);
        return words;
    }

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> View(EntityState state)
    {
        var view = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (!state.Parts.TryGetValue(new PartKey(Part.Metadata, ""), out var facts)) return view;
        var words = facts.Words(Aspect.Values);
        for (var i = 0; i + 1 < words.Count && int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count); i += 2 + count)
            view[words[i]] = words.Skip(i + 2).Take(count).ToArray();

        return view;
    }

    /// <summary>A list of texts, or one text for a list of one.</summary>
    private static List<string> Values(JsonElement value)
    {
        if (value.AsText() is { } only) return [only];
        var values = new List<string>();
        if (value.ValueKind != JsonValueKind.Array) return values;
        foreach (var item in value.First(MostValues))
        {
            if (item.AsText() is { } text) values.Add(text);
        }

        return values;
    }
}
