using Benchmarks.Grow.Axes;

namespace Benchmarks.Grow;

/// <summary>All axes.</summary>
internal static class AllAxes
{
    public static IReadOnlyList<IAxis> List { get; } = [new HistoryAxis(), new EntitiesAxis(), new ConnectionsAxis(), new BodyAxis(), new ActivationAxis(), new RecoveryAxis()];

    public static IReadOnlyList<string> Names { get; } = [.. List.Select(static axis => axis.Name)];
}
