using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Grains.Interfaces.Deadlines;

namespace Grains.Domain.Entities;

/// <summary>Writes the JSON objects of lists and messages: camelCase names, nulls written, every field there.</summary>
internal static class Rows
{
    // All letters of all scripts as they are; what would matter inside HTML escaped.
    private static readonly JsonPages Pages = new(new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true });

    public static byte[] Write<T>(T of, Action<Utf8JsonWriter, T> fields) => Pages.Write((of, fields), static (writer, it) =>
    {
        writer.WriteStartObject();
        it.fields(writer, it.of);
        writer.WriteEndObject();
    });

    public static void Text(this Utf8JsonWriter writer, string name, string? text)
    {
        if (text is null) writer.WriteNull(name);
        else writer.WriteString(name, Wellformed(text));
    }

    public static void Instant(this Utf8JsonWriter writer, string name, DateTimeOffset? instant)
    {
        if (instant is { } value) writer.WriteString(name, value);
        else writer.WriteNull(name);
    }

    public static void Day(this Utf8JsonWriter writer, string name, DateOnly? day) => writer.Text(name, DayText(day));

    /// <summary>The kinds of what somebody should look at and nobody has, each once.</summary>
    public static void Attention(this Utf8JsonWriter writer, IEnumerable<AttentionView> attention)
    {
        writer.WriteStartArray("attention");
        foreach (var kind in attention.Where(static view => view.AcknowledgedAt is null).Select(static view => view.Kind).Distinct()) writer.WriteStringValue(kind);
        writer.WriteEndArray();
    }

    public static void Money(this Utf8JsonWriter writer, string name, Facts.FactValue.Money? money)
    {
        if (money is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteNumber("amount", money.Amount);
        writer.Text("currency", money.Currency);
        writer.WriteEndObject();
    }

    /// <summary>A calendar day as lists and views write it: ISO 8601.</summary>
    public static string? DayText(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The text with each lone surrogate replaced by U+FFFD, for the writer refuses them.</summary>
    public static string Wellformed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else return Mend(text);
        }

        return text;
    }

    private static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append(rune.ToString()); // A lone surrogate enumerates as U+FFFD.
        return mended.ToString();
    }
}
