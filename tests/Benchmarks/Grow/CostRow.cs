using Benchmarks.Compare.Reporting;

namespace Benchmarks.Grow;

/// <summary>What an event costs at one point.</summary>
/// <param name="Variant">Such as <c>warm</c>; null where there is one only.</param>
/// <param name="Note">What else the table says of it, such as how many entities there were; null for nothing.</param>
internal sealed record CostRow(double Point, string? Variant, string? Note, Figures Figures);
