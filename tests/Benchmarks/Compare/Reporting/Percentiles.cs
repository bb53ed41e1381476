namespace Benchmarks.Compare.Reporting;

/// <summary>Percentiles of what was measured.</summary>
internal static class Percentiles
{
    /// <param name="sorted">Shortest first; not empty.</param>
    /// <param name="percent">100 for the longest.</param>
    public static double Of(float[] sorted, double percent) => sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
}
