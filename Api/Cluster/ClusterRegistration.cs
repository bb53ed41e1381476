using Api.Health;
using Orleans.Configuration;

namespace Api.Cluster;

/// <summary>Makes a front end that runs alone a client of the silos.</summary>
public static class ClusterRegistration
{
    /// <summary>Finds the silos in PostgreSQL's list of gateways (<c>ConnectionStrings:Postgres</c>); all else goes through them.</summary>
    public static IHostApplicationBuilder AddFlexportCluster(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClusterOptions>().Configure(ReadCluster(builder.Configuration));
        builder.Services
            .AddOptions<GatewayList>()
            .Configure(list => list.ConnectionString = builder.Configuration.GetConnectionString("Postgres"))
            .Validate(
                list => !string.IsNullOrWhiteSpace(list.ConnectionString),
                "ConnectionStrings:Postgres is not set: it names the database in which the silos list their gateways.")
            .ValidateOnStart();
        // The endpoint listens, and says 503, while the silos are still to be found.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.AddSingleton<IReadinessCheck, ClusterReadiness>();
        return builder.UseOrleansClient(client =>
        {
            client.UseConnectionRetryFilter<KeepConnecting>();
            client.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = "Npgsql";
                clustering.ConnectionString = builder.Configuration.GetConnectionString("Postgres");
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

    private sealed class GatewayList
    {
        public string? ConnectionString { get; set; }
    }
}
