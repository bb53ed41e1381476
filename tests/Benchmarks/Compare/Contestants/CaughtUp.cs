using TestKit.Services;

namespace Benchmarks.Compare.Contestants;

/// <summary>An event of the service counts when its projections have caught up: when no row of the lists waits any more.</summary>
internal static class CaughtUp
{
    public static Task Wait(ServiceClient service) => service.ListsFollowed();
}
