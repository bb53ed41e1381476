using Api.Health;
using Orleans.Runtime;

namespace Api.Cluster;

/// <summary>Whether a silo answers a call.</summary>
internal sealed class ClusterReadiness(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "cluster";

    public async Task<bool> IsReady(CancellationToken cancellation)
    {
        IManagementGrain management;
        try
        {
            management = grains.GetGrain<IManagementGrain>(0);
        }
        catch (ArgumentException)
        {
            return false; // a client that has not found its cluster yet knows no grains
        }

        return (await management.GetHosts(onlyActive: true, cancellation)).Count > 0;
    }
}
