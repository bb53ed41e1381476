namespace Benchmarks.Compare.Reporting;

/// <summary>Medians of figures.</summary>
internal static class Medians
{
    /// <returns>The middle one, or the mean of the two in the middle; null when a figure is missing.</returns>
    public static double? Of<T>(IEnumerable<T> items, Func<T, double?> figure)
    {
        var figures = items.Select(figure).ToList();
        if (figures.Count == 0 || figures.Contains(null)) return null;
        figures.Sort();
        return (figures[(figures.Count - 1) / 2] + figures[figures.Count / 2]) / 2;
    }
}
