namespace Benchmarks.Plot;

/// <summary>Lines over a logarithmic axis.</summary>
/// <param name="File">Without folder and ending.</param>
/// <param name="Title">What is shown.</param>
/// <param name="AcrossLabel">What the horizontal axis counts.</param>
/// <param name="UpLabel">What the vertical axis counts, with its unit.</param>
/// <param name="Series">At most as many as there are colours (<see cref="SvgStyle"/>).</param>
/// <param name="LogUp">Whether the vertical axis is logarithmic, too; else it begins at 0.</param>
internal sealed record Chart(string File, string Title, string AcrossLabel, string UpLabel, IReadOnlyList<Series> Series, bool LogUp = false);
