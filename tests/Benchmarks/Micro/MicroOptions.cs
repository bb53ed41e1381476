using Benchmarks.Commands;

namespace Benchmarks.Micro;

/// <summary>What to measure.</summary>
/// <param name="Filter">A part of the names; null for all.</param>
/// <param name="Short">Whether few iterations are enough.</param>
/// <param name="Write">Whether docs/performance.md gets the table.</param>
internal sealed record MicroOptions(string? Filter, bool Short, bool Write)
{
    public const string Usage = """
        dotnet run -c Release --project tests/Benchmarks -- micro [options]

          Single steps on the way of a delivery, each by itself on one thread, by BenchmarkDotNet: verify, read, fold, encode, render. Nanoseconds and bytes allocated.

          --filter TEXT        only those whose names contain it, such as Read
          --short              few iterations: to see whether it runs
          --write              writes the table into docs/performance.md
        """;

    /// <exception cref="ArgumentException">An option is unknown, incomplete or does not go with another.</exception>
    public static MicroOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, ["--filter"], "--short", "--write");
        if (given.Has("--filter") && given.Has("--write")) throw new ArgumentException("--write is for all steps: leave out --filter.");
        return new MicroOptions(given.Text("--filter"), given.Has("--short"), given.Has("--write"));
    }
}
