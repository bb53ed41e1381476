using System.Globalization;
using System.Text.Json;

namespace Acceptance.Tests.Voyages;

/// <summary>
/// Reads values out of an answer by a path such as <c>containers[number=ABCU1234567].loadedAt</c>: <c>[2]</c> is a place of a list, <c>[]</c> every place,
/// <c>[field=text]</c> the places where that field is this text, or begins with it (<c>text*</c>); <c>a+b</c> are both fields of one place. Several values are
/// joined by blanks.
/// </summary>
internal static class Answer
{
    /// <summary>Stands for a member that is not there: absent is not null.</summary>
    public const string Absent = "(absent)";

    /// <summary>The value at a path; null for null, and nothing for an empty list.</summary>
    public static string? At(JsonElement answer, string path)
    {
        IEnumerable<JsonElement?> at = [answer];
        var isList = false;
        foreach (var step in Steps(path))
        {
            if (step.Contains('+', StringComparison.Ordinal) && !step.Contains('[', StringComparison.Ordinal))
                return string.Join(", ", at.Select(one => string.Join(' ', step.Split('+').Select(name => Text(Member(one, name)) ?? "null"))));
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            at = [.. at.Select(one => Member(one, name))];
            if (bracket < 0) continue;
            var which = step[(bracket + 1)..^1];
            isList |= !char.IsAsciiDigit(which.FirstOrDefault('-'));
            at = [.. at.SelectMany(list => Places(list, which))];
        }

        var texts = at.Select(Text).ToList();
        return isList && texts.Count != 1 ? string.Join(' ', texts.Select(static text => text ?? "null")) : texts.FirstOrDefault(Absent);
    }

    /// <summary>Whether a value is the one that is expected.</summary>
    public static bool IsSame(string? expected, string? actual)
    {
        if (expected == actual) return true;
        if (!TryInstant(expected, out var one) || !TryInstant(actual, out var other)) return false;
        return expected![^1] == 'Z' ? one == other : one.EqualsExact(other);
    }

    private static bool TryInstant(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: > 15 } && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    // Points in brackets are part of a value.
    private static IEnumerable<string> Steps(string path)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= path.Length; i++)
        {
            if (i == path.Length || (path[i] == '.' && depth == 0))
            {
                yield return path[start..i];
                start = i + 1;
                continue;
            }

            depth += path[i] switch { '[' => 1, ']' => -1, _ => 0 };
        }
    }

    private static JsonElement? Member(JsonElement? of, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (of is not { ValueKind: JsonValueKind.Object } found || !found.TryGetProperty(name, out var member)) return null;
            of = member;
        }

        return of;
    }

    private static IEnumerable<JsonElement?> Places(JsonElement? list, string which)
    {
        if (list is not { ValueKind: JsonValueKind.Array } array) return [null];
        if (which.Length == 0) return array.EnumerateArray().Select(static one => (JsonElement?)one);
        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return [index < array.GetArrayLength() ? array[index] : null];
        var equals = which.IndexOf('=', StringComparison.Ordinal);
        var (field, text) = (which[..equals], which[(equals + 1)..]);
        return array.EnumerateArray().Select(static one => (JsonElement?)one).Where(one => Text(Member(one, field)) is { } value
            && (text.EndsWith('*') ? value.StartsWith(text[..^1], StringComparison.Ordinal) : value == text));
    }

    private static string? Text(JsonElement? of) => of switch
    {
        null => Absent,
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
    };
}
