using System.Globalization;
using System.Text;

namespace Silo.Channels.Wording;

/// <summary>A text from outside as one line of bounded length: nothing in it breaks a header, a line or the direction of what stands beside it.</summary>
internal static class OneLine
{
    /// <summary>Longer texts end in an ellipsis. Characters as readers count them.</summary>
    public const int Longest = 100;

    /// <summary>The same in UTF-16 units: of families of emoji not even a hundred.</summary>
    private const int LongestUnits = 400;

    /// <summary>What is behind so many UTF-16 units is not looked at.</summary>
    private const int LongestRead = 4_000;

    public static string Of(string? text)
    {
        if (text is null) return "";
        var line = new StringBuilder();
        var gap = false;
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, LongestRead)).EnumerateRunes())
        {
            if (IsGap(rune))
            {
                gap = true;
                continue;
            }

            if (gap && line.Length > 0) line.Append(' ');
            gap = false;
            line.Append(rune.ToString());
        }

        return Graphemes.Cut(line.ToString(), Longest, LongestUnits);
    }

    /// <summary><c>last_free_day</c> or <c>lastFreeDay</c> as words.</summary>
    public static string Words(string? name)
    {
        var words = new StringBuilder();
        foreach (var letter in name ?? "")
        {
            if (char.IsAsciiLetterUpper(letter)) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(letter is '_' or '-' or ':' or '.' ? ' ' : letter);
        }

        return Of(words.ToString());
    }

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static bool IsGap(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || IsDirection(rune.Value);

    /// <summary>Marks that turn around what follows them, up to their end, which a forger leaves out.</summary>
    private static bool IsDirection(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
