using Benchmarks.Append;
using Benchmarks.Blocks;
using Benchmarks.Compare;
using Benchmarks.Fold;
using Benchmarks.Grow;
using Benchmarks.Latency;
using Benchmarks.Load;
using Benchmarks.Micro;

namespace Benchmarks.Commands;

/// <summary>All benchmarks.</summary>
internal static class AllCommands
{
    private const int EventsOfHotPath = 10_000;

    public static IReadOnlyList<Command> List { get; } =
    [
        new("load", LoadOptions.Usage, static arguments => LoadRun.Run(LoadOptions.Parse(arguments))),
        new("notify-cost", LoadOptions.Usage, static arguments => NotifyCost.Run(LoadOptions.Parse(arguments))),
        new("append", LoadOptions.Usage, Alone(AppendCost.Run)),
        new("blocks", LoadOptions.Usage, Alone(BlockCost.Run)),
        new("fold", LoadOptions.Usage, Alone(static () => Task.FromResult(FoldCost.Run()))),
        new("hot", LoadOptions.Usage, Alone(static () => HotPath.Run(EventsOfHotPath))),
        new("compare", CompareOptions.Usage, static arguments => CompareRun.Run(CompareOptions.Parse(arguments))),
        new("latency", LatencyOptions.Usage, static arguments => LatencyRun.Run(LatencyOptions.Parse(arguments))),
        new("grow", GrowOptions.Usage, static arguments => GrowRun.Run(GrowOptions.Parse(arguments))),
        new("micro", MicroOptions.Usage, static arguments => MicroRun.Run(MicroOptions.Parse(arguments))),
    ];

    private static Func<string[], Task<int>> Alone(Func<Task<int>> run) =>
        arguments => arguments is [] ? run() : throw new ArgumentException($"Unknown option {arguments[0]}.");
}
