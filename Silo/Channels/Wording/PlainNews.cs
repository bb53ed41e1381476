using System.Globalization;

namespace Silo.Channels.Wording;

/// <summary>News as lines of text, for whoever asks later what was said.</summary>
internal static class PlainNews
{
    public static string Of(News news) => string.Join('\n', Lines(news));

    private static IEnumerable<string> Lines(News news)
    {
        yield return news.Title;
        foreach (var line in news.Lines) yield return line;
        foreach (var group in news.Groups)
        {
            yield return group.Urgency.Heading();
            foreach (var line in group.Lines) yield return line;
        }

        if (news.Left > 0) yield return string.Create(CultureInfo.InvariantCulture, $"And {news.Left} more.");
        foreach (var fact in news.Facts) yield return $"{fact.Label}: {fact.Value}";
    }
}
