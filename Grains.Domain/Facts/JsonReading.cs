using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Flexport.Webhooks.Events;

namespace Grains.Domain.Facts;

/// <summary>
/// Lenient reading of JSON that anybody may have written, its names made readable (<see cref="ReadableNames"/>). Nothing here throws, not even to catch
/// it again; what cannot be read is absent.
/// </summary>
internal static class JsonReading
{
    /// <summary>Longer texts are cut: the body keeps them whole.</summary>
    public const int LongestText = 1000;

    /// <summary>Ids of parts have the same bound as ids of entities, in bytes of UTF-8.</summary>
    public const int LongestId = 128;

    /// <summary>The last field of that name; false when there is none or this is not an object.</summary>
    public static bool TryGet(this JsonElement element, string name, out JsonElement field)
    {
        field = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out field);
    }

    /// <summary>The first of these fields that is there and is not null.</summary>
    public static bool TryGetAny(this JsonElement element, ReadOnlySpan<string> names, out JsonElement field)
    {
        foreach (var name in names)
        {
            if (element.TryGet(name, out field) && field.ValueKind != JsonValueKind.Null) return true;
        }

        field = default;
        return false;
    }

    /// <summary>A string, or a number in its own digits; null for anything else, for blanks, and for what is no text: half a surrogate pair, broken UTF-8.</summary>
    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String or JsonValueKind.Number when Plain(element, KnownTexts.Longest, out var ascii) => Cut(KnownTexts.Of(ascii)),
        JsonValueKind.String when JsonEscapes.IsText(JsonMarshal.GetRawUtf8Value(element)) => Cut(element.GetString()),
        JsonValueKind.Number => Cut(element.GetRawText()),
        _ => null,
    };

    /// <summary>The items of an array, the first so many of them; none of what is no array.</summary>
    public static FirstItems First(this JsonElement array, int most) => new(array, most);

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.TryGetAny(names, out var field) ? field.AsText() : null;

    /// <summary>A text that can serve as an id, in the normal form of ids: not empty, at most <see cref="LongestId"/> bytes, no control characters.</summary>
    public static string? Id(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGet(name, out var field) && field.AsId() is { } id) return id;
        }

        return null;
    }

    public static string? AsId(this JsonElement element)
    {
        var text = element.AsText() is { } written ? FreightKeys.Id(written) : null;
        if (text is null or "" || text.Length > LongestId || Encoding.UTF8.GetByteCount(text) > LongestId) return null;
        foreach (var c in text)
        {
            if (char.IsControl(c)) return null;
        }

        return text;
    }

    public static DateTimeOffset? AsInstant(this JsonElement element)
    {
        if (element.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return null;
        // Nearly always no text has to be made of it.
        var isInstant = Plain(element, Instants.LongestText, out var ascii) ? Instants.TryParse(ascii, out var instant) : Instants.TryParse(element.AsText(), out instant);
        return isInstant ? instant : null;
    }

    /// <summary>A string or number as it is written, where nothing in it is escaped, all of it is ASCII, and there is not more of it than that.</summary>
    private static bool Plain(JsonElement element, int longest, out ReadOnlySpan<byte> ascii)
    {
        ascii = JsonMarshal.GetRawUtf8Value(element).Trim((byte)'"');
        return ascii.Length <= longest && Ascii.IsValid(ascii) && !ascii.Contains((byte)'\\');
    }

    public static DateTimeOffset? Instant(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGet(name, out var field) && field.AsInstant() is { } instant) return instant;
        }

        return null;
    }

    /// <summary>A calendar day; of an instant the day as it is written, in its own offset.</summary>
    public static DateOnly? AsDay(this JsonElement element) =>
        WrittenDay(element) ?? (element.AsInstant() is { } instant ? DateOnly.FromDateTime(instant.DateTime) : null);

    /// <summary>A calendar day written as nothing but one, in the bounds of instants.</summary>
    public static DateOnly? AsBareDay(this JsonElement element) =>
        element.AsInstant() is not null && element.AsText()?.Trim().Length == 10 ? WrittenDay(element) : null;

    private static DateOnly? WrittenDay(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String || element.AsText() is not { } text) return null;
        return text.Length >= 10
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : null;
    }

    /// <summary>An exact decimal out of a string or a number; null when a decimal cannot hold it exactly.</summary>
    public static decimal? AsDecimal(this JsonElement element)
    {
        if (element.AsText()?.Trim() is not { } text || text.Count(char.IsAsciiDigit) > 28) return null;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var amount) && !IsRounded(text) ? amount : null;
    }

    /// <summary>Whether digits that count stand behind the last place that a decimal has: it takes <c>1e-40</c> for 0.</summary>
    private static bool IsRounded(string text)
    {
        var e = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = (e < 0 ? text : text.AsSpan(0, e)).TrimEnd('0');
        if (mantissa.IndexOf('.') < 0) mantissa = e < 0 ? text : text.AsSpan(0, e);
        if (mantissa.IndexOfAnyInRange('1', '9') < 0) return false;
        var point = mantissa.IndexOf('.');
        var places = point < 0 ? 0 : mantissa.Length - point - 1;
        return e >= 0 && (!int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || places - (long)exponent > 28);
    }

    /// <summary>Goes through items without allocating.</summary>
    public struct FirstItems(JsonElement array, int most)
    {
        private JsonElement.ArrayEnumerator items = array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : default;
        private int left = most;

        public readonly JsonElement Current => items.Current;

        public readonly FirstItems GetEnumerator() => this;

        public bool MoveNext() => left-- > 0 && items.MoveNext();
    }

    private static string? Cut(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length <= LongestText) return text;
        return text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
    }
}
