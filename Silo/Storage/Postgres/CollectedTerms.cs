using System.Text;

namespace Silo.Storage.Postgres;

/// <summary>
/// What else stands among the terms of an entity, so that one index can collect by it: its status, and every two characters that follow each other in
/// its name or words where one of them is not ASCII, such as <c>pair:雨燕</c>.
/// </summary>
/// <remarks>
/// The trigrams of PostgreSQL have only the letters that the locale of the database knows, which under C are those of ASCII, and nothing of names of two
/// characters. Pairs serve any locale.
/// </remarks>
internal static class CollectedTerms
{
    public static string OfStatus(string status) => "status:" + HeadWords.Status(status).Replace(HeadWords.Between, ' ');

    /// <summary>The pairs of all texts, each once.</summary>
    public static IReadOnlyCollection<string> OfPairs(params ReadOnlySpan<string> texts)
    {
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (Ascii.IsValid(text)) continue;
            Rune? before = null;
            foreach (var rune in text.Replace(HeadWords.Between, ' ').EnumerateRunes())
            {
                if (before is { } first && !(first.IsAscii && rune.IsAscii)) pairs.Add($"pair:{first}{rune}");
                before = rune;
            }
        }

        return pairs;
    }

    /// <summary>The words with these among their terms.</summary>
    /// <param name="scope">Written before each term.</param>
    public static HeadWords With(HeadWords words, string? status, string scope)
    {
        var terms = new List<string>();
        if (words.Terms.Length > 0) terms.Add(words.Terms);
        if (status is not null) terms.Add(scope + OfStatus(status));
        terms.AddRange(OfPairs(words.Name, words.Search).Select(pair => scope + pair));
        return words with { Terms = string.Join(HeadWords.Between, terms) };
    }
}
