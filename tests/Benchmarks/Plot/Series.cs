namespace Benchmarks.Plot;

/// <summary>One line of a chart.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">In the order in which they are connected.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);
