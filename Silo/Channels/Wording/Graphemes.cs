using System.Globalization;

namespace Silo.Channels.Wording;

/// <summary>Cuts texts between what readers take for characters: no emoji, accent or Indic syllable is cut in two.</summary>
internal static class Graphemes
{
    private const char Ellipsis = '…';

    /// <summary>Marks on one letter have no end; more than this is no character of any script.</summary>
    private const int LongestOne = 32;

    /// <summary>By UTF-16 units alone.</summary>
    public static string CutUnits(string text, int units) => Cut(text, int.MaxValue, units);

    /// <summary>The text where it has at most so many characters; else its beginning and an ellipsis, together as many.</summary>
    /// <param name="most">Characters as readers count them, at least 2.</param>
    /// <param name="units">The same in UTF-16 units: what limits of protocols count.</param>
    public static string Cut(string text, int most, int units)
    {
        var (end, count, kept) = (0, 0, 0);
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            if (length > LongestOne) return string.Concat(text.AsSpan(0, end), Ellipsis.ToString());
            // So far it may be kept if more follows than fits.
            if (count + 1 <= most - 1 && end + length <= units - 1) kept = end + length;
            count++;
            end += length;
            if (count > most || end > units) return string.Concat(text.AsSpan(0, kept).TrimEnd(), Ellipsis.ToString());
        }

        return text;
    }
}
