using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Facts;

/// <summary>
/// Times, days and amounts that are there and cannot be read: facts of their own that say nothing but how the value is written. Of each field the last one stands.
/// </summary>
public static class Unread
{
    private const int LongestValue = 200;
    private const int LongestCharacter = 4; // bytes

    /// <summary>A view shows so many, those that were recorded last.</summary>
    private const int Most = 200;

    /// <summary>What the events of an entity said and nobody could read, by field.</summary>
    public static IReadOnlyList<UnreadView> View(EntityState state)
    {
        List<UnreadView>? views = null;
        foreach (var (_, facts) in state.Parts.Of(Part.Unread))
        {
            if (facts[Aspect.AsWritten] is { } said && Of(said.Value, said.By.Value, said.RecordedAt) is { } view) (views ??= []).Add(view);
        }

        if (views is null) return [];
        if (views.Count <= Most) return views;
        return [.. views.OrderByDescending(static view => view.RecordedAt).ThenBy(static view => view.EventId, StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>What one event said and nobody could read.</summary>
    public static IReadOnlyList<UnreadView> Of(IReadOnlyList<Fact> facts, string eventId, DateTimeOffset recordedAt)
    {
        List<UnreadView>? views = null;
        foreach (var fact in facts)
        {
            if (fact.About.Part == Part.Unread && Of(fact.Value, eventId, fact.RecordedAt ?? recordedAt) is { } view) (views ??= []).Add(view);
        }

        return views ?? (IReadOnlyList<UnreadView>)[];
    }

    /// <param name="about">What the value is said of: a part, or the event.</param>
    /// <param name="value">Not blank.</param>
    internal static void Note(List<Fact> facts, string about, string field, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        // What is no text is shown with U+FFFD for what is wrong in it.
        var written = Cut(value.AsText() ?? Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, LongestValue * LongestCharacter)]));
        facts.Add(new Fact(new Thing(Part.Unread, $"{about}/{field}", Aspect.AsWritten), new FactValue.Words([field, about, written])));
    }

    /// <summary>Whether a field says nothing: a null, or a text of blanks.</summary>
    internal static bool IsBlank(this JsonElement field) => field.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (field.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(field)[1..^1].IndexOfAnyExcept((byte)' ') < 0);

    /// <summary>The first of these fields that is there and not blank.</summary>
    internal static bool TryGetWritten(this JsonElement source, ReadOnlySpan<string> names, out string name, out JsonElement field)
    {
        foreach (var candidate in names)
        {
            if (!source.TryGet(candidate, out field) || field.IsBlank()) continue;
            name = candidate;
            return true;
        }

        (name, field) = ("", default);
        return false;
    }

    private static UnreadView? Of(FactValue? value, string eventId, DateTimeOffset recordedAt) => value is FactValue.Words { Values: [var field, var about, var written] }
        ? new UnreadView(field, about.Length == 0 ? null : about, written, eventId, recordedAt)
        : null;

    private static string Cut(string text) =>
        Rows.Wellformed(text.Length <= LongestValue ? text : text[..(char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue)]);
}
