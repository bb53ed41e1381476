using Api.Health;
using Api.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Api.Cluster;

/// <summary>Makes a front end that runs alone a client of the silos.</summary>
public static class ClusterRegistration
{
    /// <summary>Finds the silos in PostgreSQL's list of gateways (<c>ConnectionStrings:Postgres</c>); all else goes through them.</summary>
    /// <exception cref="OptionsValidationException">There is no usable connection string.</exception>
    public static IHostApplicationBuilder AddFlexportCluster(this IHostApplicationBuilder builder)
    {
        var connectionString = PostgresSetting.Read(builder.Configuration)
            ?? throw PostgresSetting.Refused("is not set: it names the database in which the silos list their gateways");
        builder.Services.AddOptions<ClusterOptions>().Configure(ReadCluster(builder.Configuration));
        // The endpoint listens, and says 503, while the silos are still to be found.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton<IReadinessCheck, ClusterReadiness>();
        return builder.UseOrleansClient(client =>
        {
            client.UseConnectionRetryFilter<KeepConnecting>();
            client.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = "Npgsql";
                clustering.ConnectionString = connectionString;
            });
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        });
    }

    /// <summary><c>Orleans:ClusterId</c> and <c>Orleans:ServiceId</c>, the same for silos and front ends; both default to <c>flexport</c>.</summary>
    public static Action<ClusterOptions> ReadCluster(IConfiguration configuration) => cluster =>
    {
        cluster.ClusterId = configuration["Orleans:ClusterId"] is { Length: > 0 } id ? id : "flexport";
        cluster.ServiceId = configuration["Orleans:ServiceId"] is { Length: > 0 } service ? service : "flexport";
    };
}
