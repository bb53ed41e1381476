using System.Text;

namespace Silo.Storage.Postgres;

/// <summary>
/// Every two characters that follow each other, where one of them is not ASCII, as terms: <c>pair:雨燕</c>. The trigrams of PostgreSQL have letters
/// that the locale of the database knows, which are those of ASCII only under C, and nothing for names of two characters. These serve any locale.
/// </summary>
internal static class WordPairs
{
    private const string Kind = "pair:";

    /// <summary>Those of all texts, each once.</summary>
    public static IReadOnlyCollection<string> Of(params ReadOnlySpan<string> texts)
    {
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (Ascii.IsValid(text)) continue;
            Rune? before = null;
            foreach (var rune in text.Replace(HeadWords.Between, ' ').EnumerateRunes())
            {
                if (before is { } first && !(first.IsAscii && rune.IsAscii)) pairs.Add($"{Kind}{first}{rune}");
                before = rune;
            }
        }

        return pairs;
    }

    /// <summary>The words with the pairs of their name and search among the terms.</summary>
    /// <param name="scope">Written before each term.</param>
    public static HeadWords With(HeadWords words, string scope)
    {
        var pairs = Of(words.Name, words.Search);
        if (pairs.Count == 0) return words;
        var terms = pairs.Select(pair => scope + pair);
        return words with { Terms = string.Join(HeadWords.Between, words.Terms.Length == 0 ? terms : terms.Prepend(words.Terms)) };
    }
}
