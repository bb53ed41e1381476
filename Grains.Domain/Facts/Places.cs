using System.Text.Json;

namespace Grains.Domain.Facts;

/// <summary>Places in both dialects: <c>{ name, country }</c>, a bare name, or a node with a <c>place</c> in it.</summary>
internal static class Places
{
    private const int MostTags = 32;

    public static FactValue.Place? Read(JsonElement node)
    {
        if (node.AsText() is { } bare) return new FactValue.Place(bare, null, null, []);
        if (node.ValueKind != JsonValueKind.Object) return null;
        if (!node.TryGet("place", out var place) || place.ValueKind != JsonValueKind.Object) place = node;
        if (!place.TryGet("address", out var address) || address.ValueKind != JsonValueKind.Object) address = place;
        var name = place.Text("name") ?? address.Text("city");
        var country = address.Text("country", "country_code");
        var timeZone = address.Text("timezone", "time_zone");
        var tags = Tags(node);
        var unlocode = address.Text("unlocode", "un_locode", "locode") ?? place.Text("unlocode", "un_locode", "locode");
        var terminal = Terminal(node);
        return name is null && country is null && timeZone is null && tags is null && unlocode is null && terminal is null
            ? null
            : new FactValue.Place(name, country, timeZone, tags ?? (IReadOnlyList<string>)[]) { Unlocode = unlocode, Terminal = terminal };
    }

    /// <summary>A terminal's name, or an object with its name or code.</summary>
    private static string? Terminal(JsonElement node) =>
        node.TryGet("terminal", out var terminal) ? terminal.AsText() ?? terminal.Text("name", "terminal_name", "code", "firms_code") : node.Text("terminal_name");

    private static List<string>? Tags(JsonElement node)
    {
        if (!node.TryGet("tags", out var list) || list.ValueKind != JsonValueKind.Array) return null;
        List<string>? tags = null;
        foreach (var item in list.EnumerateArray())
        {
            if (tags?.Count == MostTags) break;
            if (item.AsText() is { } tag) (tags ??= new List<string>(2)).Add(tag);
        }

        return tags;
    }
}
