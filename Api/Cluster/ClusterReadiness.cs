using Api.Health;
using Orleans.Runtime;

namespace Api.Cluster;

/// <summary>Whether a silo answers a call.</summary>
internal sealed class ClusterReadiness(IGrainFactory grains) : IReadinessCheck
{
    public string Name => "cluster";

    public async Task<bool> IsReady(CancellationToken cancellation)
    {
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellation);
        return hosts.Count > 0;
    }
}
