using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Grains.Domain.Facts;

/// <summary>Values of facts in the stored form: null, or an array that begins with a letter for its kind.</summary>
internal static class ValueCodec
{
    public static void Write(Utf8JsonWriter writer, FactValue? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        switch (value)
        {
            case FactValue.Text text:
                writer.WriteStringValue("t");
                WriteText(writer, text.Value);
                break;
            case FactValue.Instant instant:
                writer.WriteStringValue("i");
                WriteInstant(writer, instant.Value);
                break;
            case FactValue.Day day:
                writer.WriteStringValue("d");
                writer.WriteStringValue(day.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case FactValue.Money money:
                writer.WriteStringValue("m");
                writer.WriteStringValue(money.Amount.ToString(CultureInfo.InvariantCulture)); // Keeps the scale: 12.50 stays 12.50.
                WriteText(writer, money.Currency);
                break;
            case FactValue.Place place:
                writer.WriteStringValue("p");
                WriteText(writer, place.Name);
                WriteText(writer, place.Country);
                WriteText(writer, place.TimeZone);
                WriteTexts(writer, place.Tags);
                WriteCodes(writer, place);
                break;
            case FactValue.Words words:
                writer.WriteStringValue("w");
                WriteTexts(writer, words.Values);
                break;
            default:
                throw new UnreachableException($"A fact of an unknown kind: {value.GetType().Name}.");
        }

        writer.WriteEndArray();
    }

    public static FactValue? Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null) return null;
        return element[0].GetString() switch
        {
            "t" => new FactValue.Text(Text(element[1])),
            "i" => new FactValue.Instant(ReadInstant(element[1]) ?? throw new InvalidDataException("An instant without its time.")),
            "d" => new FactValue.Day(DateOnly.ParseExact(Text(element[1]), "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            "m" => new FactValue.Money(decimal.Parse(Text(element[1]), NumberStyles.Number, CultureInfo.InvariantCulture), OptionalText(element[2])),
            "p" => ReadPlace(element),
            "w" => new FactValue.Words([.. element.EnumerateArray().Skip(1).Select(Text)]),
            var kind => throw new InvalidDataException($"A fact of kind '{kind}', which this program does not know."),
        };
    }

    /// <summary>An instant as <c>[local ticks, minutes of offset]</c>, so that none of it is lost.</summary>
    public static void WriteInstant(Utf8JsonWriter writer, DateTimeOffset? instant)
    {
        if (instant is not { } value)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        writer.WriteNumberValue(value.Ticks);
        writer.WriteNumberValue(value.TotalOffsetMinutes);
        writer.WriteEndArray();
    }

    public static DateTimeOffset? ReadInstant(JsonElement element) =>
        element.ValueKind == JsonValueKind.Null
            ? null
            : new DateTimeOffset(element[0].GetInt64(), TimeSpan.FromMinutes(element[1].GetInt32()));

    public static string Text(JsonElement element) =>
        element.GetString() ?? throw new InvalidDataException("A null where a text belongs.");

    public static T Enum<T>(JsonElement element)
        where T : struct, Enum
    {
        var number = element.GetInt32();
        var value = (T)System.Enum.ToObject(typeof(T), number);
        return System.Enum.IsDefined(value)
            ? value
            : throw new InvalidDataException($"{typeof(T).Name} {number} is not known to this program: a later one wrote it.");
    }

    /// <summary>Behind the tags, as an array <c>[unlocode, terminal]</c>; a place without either is written as it always was.</summary>
    private static void WriteCodes(Utf8JsonWriter writer, FactValue.Place place)
    {
        if (place.Unlocode is null && place.Terminal is null) return;
        writer.WriteStartArray();
        WriteText(writer, place.Unlocode);
        WriteText(writer, place.Terminal);
        writer.WriteEndArray();
    }

    private static FactValue.Place ReadPlace(JsonElement element)
    {
        var length = element.GetArrayLength();
        var codes = length > 4 && element[length - 1].ValueKind == JsonValueKind.Array ? element[length - 1] : default;
        var coded = codes.ValueKind == JsonValueKind.Array;
        return new FactValue.Place(
            OptionalText(element[1]),
            OptionalText(element[2]),
            OptionalText(element[3]),
            [.. element.EnumerateArray().Skip(4).Take(length - (coded ? 5 : 4)).Select(Text)])
        {
            Unlocode = coded ? OptionalText(codes[0]) : null,
            Terminal = coded ? OptionalText(codes[1]) : null,
        };
    }

    private static string? OptionalText(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : Text(element);

    private static void WriteTexts(Utf8JsonWriter writer, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++) WriteText(writer, texts[i]);
    }

    private static void WriteText(Utf8JsonWriter writer, string? text)
    {
        if (text is null) writer.WriteNullValue();
        else writer.WriteStringValue(text);
    }
}
