using TestKit;

namespace Benchmarks.Compare.Reporting;

/// <summary>The tables in docs/performance.md, between two marks; what people write around them stays.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- compare: made by tests/Benchmarks, not by hand -->";
    private const string End = "<!-- /compare -->";

    private static string Page => Path.Combine(Repository.Root, "docs/performance.md");

    /// <exception cref="InvalidOperationException">The marks are missing.</exception>
    public static async Task Write(IEnumerable<string> lines)
    {
        var text = await File.ReadAllTextAsync(Page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InvalidOperationException($"{Page} lacks the lines {Begin} and {End}, between which the tables go. Put them where these belong.");
        await File.WriteAllTextAsync(Page, $"{text[..begin]}{Begin}\n\n{string.Join('\n', lines)}\n\n{text[end..]}");
        Console.WriteLine($"Written to {Page}.");
    }
}
