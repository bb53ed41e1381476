using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Silo.Storage;
using Silo.Storage.Postgres;
using TestKit;

namespace Storage.Tests.Postgres;

/// <summary>Two silos that find each other over one database, and a client that finds them there.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private PostgresDatabase database = null!;

    public IHost First { get; private set; } = null!;
    public IHost Second { get; private set; } = null!;
    public IHost Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = await PostgresDatabase.Create();
        First = Silo();
        await First.Services.GetRequiredService<IStorageEngine>().Prepare(CancellationToken.None);
        Second = Silo();
        await Task.WhenAll(First.StartAsync(), Second.StartAsync());
        Client = ClientHost();
        await Client.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { Client, Second, First })
        {
            await host.StopAsync();
            host.Dispose();
        }

        await database.DisposeAsync();
    }

    private IHost Silo()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UsePostgresStorage(database.ConnectionString)
            .Configure<ClusterOptions>(Cluster)
            .ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort()));
        return builder.Build();
    }

    private IHost ClientHost()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.DataSource = NpgsqlDataSource.Create(database.ConnectionString);
            })
            .Configure<ClusterOptions>(Cluster));
        return builder.Build();
    }

    private static void Cluster(ClusterOptions options) => (options.ClusterId, options.ServiceId) = ("harbour", "freight");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
