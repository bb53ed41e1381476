using Benchmarks.Plot;

namespace Benchmarks.Grow;

/// <summary>What an axis has shown.</summary>
/// <param name="Table">In Markdown, with what has to be said about it.</param>
/// <param name="IsSound">Whether each store had what was acknowledged.</param>
internal sealed record AxisReport(IReadOnlyList<string> Table, IReadOnlyList<Chart> Charts, bool IsSound);
