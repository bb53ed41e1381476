using TestKit;

namespace Benchmarks.Compare.Reporting;

/// <summary>The tables in docs/performance.md, each between two marks; what people write around them stays.</summary>
internal static class PerformancePage
{
    private static string Page => Path.Combine(Repository.Root, "docs/performance.md");

    /// <param name="section">The name in the marks.</param>
    /// <exception cref="InvalidOperationException">The marks are missing.</exception>
    public static async Task Write(string section, IEnumerable<string> lines)
    {
        var (first, last) = ($"<!-- {section}: made by tests/Benchmarks, not by hand -->", $"<!-- /{section} -->");
        var text = await File.ReadAllTextAsync(Page);
        var (begin, end) = (text.IndexOf(first, StringComparison.Ordinal), text.IndexOf(last, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InvalidOperationException($"{Page} lacks the lines {first} and {last}, between which the tables go. Put them where these belong.");
        await File.WriteAllTextAsync(Page, $"{text[..begin]}{first}\n\n{string.Join('\n', lines)}\n\n{text[end..]}");
        Console.WriteLine($"Written to {Page}.");
    }
}
