namespace Benchmarks.Commands;

/// <summary>One benchmark.</summary>
/// <param name="Name">The first argument.</param>
/// <param name="Usage">Its options, for a person.</param>
/// <param name="Run">Runs it with the other arguments; returns the exit code.</param>
internal sealed record Command(string Name, string Usage, Func<string[], Task<int>> Run);
