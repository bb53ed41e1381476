using Grains;
using Grains.Commits;
using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Journal;
using Grains.Lists;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Silo.Storage;
using Silo.Storage.Postgres;
using Silo.Storage.Sqlite;
using TestKit;

namespace Cluster.Tests.Kit;

/// <summary>The engines that the cluster's invariants are shown on.</summary>
public enum Engine
{
    None = 0,
    Sqlite,
    Postgres,
}

/// <summary>One engine's stores, as the host registers them, to be shared by the silos of a test.</summary>
internal sealed class SharedStore : IAsyncDisposable
{
    private readonly IHost host;
    private readonly PostgresDatabase? database;
    private readonly string? folder;

    private SharedStore(IHost host, PostgresDatabase? database, string? folder)
    {
        this.host = host;
        this.database = database;
        this.folder = folder;
        Journal = new FaultyJournal(host.Services.GetRequiredService<IJournalStore>());
        Lists = new FaultyLists(host.Services.GetRequiredService<IListStore>());
        Relays = new FaultyRelays(host.Services.GetRequiredService<IRelayStore>());
        Snapshots = new FaultySnapshots(host.Services.GetRequiredKeyedService<IGrainStorage>(GrainsRegistration.SnapshotStorage));
    }

    public FaultyJournal Journal { get; }
    public FaultyRelays Relays { get; }
    public FaultySnapshots Snapshots { get; }
    public FaultyLists Lists { get; }
    public IDeadLetterStore DeadLetters => host.Services.GetRequiredService<IDeadLetterStore>();
    public IDeadlineStore Deadlines => host.Services.GetRequiredService<IDeadlineStore>();
    public ISubscriptionStore Subscriptions => host.Services.GetRequiredService<ISubscriptionStore>();

    public ICommitStore Commits => host.Services.GetRequiredService<ICommitStore>();

    public ILaneStore Lanes => host.Services.GetRequiredService<ILaneStore>();

    public IMessageLog Messages => host.Services.GetRequiredService<IMessageLog>();

    public static async Task<SharedStore> Create(Engine engine)
    {
        var database = engine == Engine.Postgres ? await PostgresDatabase.Create() : null;
        var folder = engine == Engine.Sqlite ? Directory.CreateTempSubdirectory("flexport-cluster-").FullName : null;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.Services.Configure<ClusterOptions>(static options => (options.ClusterId, options.ServiceId) = ("stores", "stores"));
            if (database is not null) silo.UsePostgresStorage(database.ConnectionString);
            else silo.UseLocalhostClustering().UseSqliteStorage(Path.Combine(folder!, "flexport.db"));
        });
        // This host is never started: it only makes the stores as the real one does.
        var host = builder.Build();
        await host.Services.GetRequiredService<IStorageEngine>().Prepare(CancellationToken.None);
        if (host.Services.GetRequiredKeyedService<IGrainStorage>(GrainsRegistration.SnapshotStorage) is ILifecycleParticipant<ISiloLifecycle> storage)
        {
            // Orleans' provider reads its SQL when the silo starts.
            var lifecycle = new SiloLifecycleSubject(host.Services.GetRequiredService<ILogger<SiloLifecycleSubject>>());
            storage.Participate(lifecycle);
            await lifecycle.OnStart(CancellationToken.None);
        }

        return new SharedStore(host, database, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }
}
