using System.Net;
using Api.Cluster;
using Grains;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Silo.Storage;
using Silo.Storage.Postgres;
using Silo.Storage.Sqlite;

namespace Silo.Clustering;

/// <summary>Makes the host a silo: one of many on PostgreSQL, or the only one on a file.</summary>
public static class SiloRegistration
{
    /// <summary><c>ConnectionStrings:Postgres</c>, where set, makes it one of many; else all is kept in the file <c>Storage:Sqlite:Path</c>.</summary>
    public static WebApplicationBuilder AddFlexportSilo(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var configuration = builder.Configuration;
        var endpoints = SiloEndpoints.Read(configuration);
        builder.Services.AddOptions<EndpointOptions>().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EndpointOptions>>(new SiloEndpointsValidator(endpoints));
        builder.Services.AddHostedService<StorageMaintenance>();
        builder.Services.AddHostedService<BodyConversion>();
        builder.UseOrleans(silo =>
        {
            var storage = StorageChoice.Read(configuration);
            if (storage.Postgres is { } connectionString)
            {
                silo.UsePostgresStorage(connectionString);
                silo.Configure<EndpointOptions>(endpoints.Apply);
                silo.Configure<ClusterMembershipOptions>(FailFast);
            }
            else
            {
                // Alone on its file: no gateway, and a port that nobody has to know.
                silo.UseSqliteStorage(storage.SqlitePath);
                silo.UseLocalhostClustering(FreePort.Find(IPAddress.Loopback), gatewayPort: 0);
            }

            silo.Configure(ClusterRegistration.ReadCluster(configuration));
            silo.AddFlexportGrains();
        });
        return builder;
    }

    // A silo that died or hangs is noticed within seconds; a silo short of CPU for a moment is not taken for dead.
    private static void FailFast(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1.5);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(0.75);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(4);
        membership.NumMissedProbesLimit = 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
    }
}
