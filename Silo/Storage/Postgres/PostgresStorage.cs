using Grains;
using Grains.Commits;
using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Journal;
using Grains.Lists;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;

namespace Silo.Storage.Postgres;

/// <summary>Registers PostgreSQL as the engine of a silo.</summary>
public static class PostgresStorage
{
    private const string Invariant = "Npgsql";

    /// <summary>Journal, dead letters, notifications, relays, snapshots, membership and reminders on one database, over one data source.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static ISiloBuilder UsePostgresStorage(this ISiloBuilder silo, string connectionString)
    {
        // What cannot be read fails here and not at the first use.
        _ = PostgresDataSource.Harden(connectionString);
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => PostgresDataSource.Create(connectionString));
        services.AddSingleton(_ => new PostgresLists(connectionString));
        services.AddSingleton<IStorageEngine, PostgresEngine>();
        services.AddSingleton<RecentEvents>();
        services.AddSingleton<IJournalStore, PostgresJournal>();
        services.AddSingleton<IListStore, PostgresListRows>();
        services.AddSingleton<IDeadLetterStore, PostgresDeadLetters>();
        services.AddSingleton<ICommitStore, PostgresCommits>();
        services.AddSingleton<INotificationStore, PostgresNotifications>();
        services.AddSingleton<ILaneStore, PostgresLaneStore>();
        services.AddSingleton<IMessageLog, PostgresMessageLog>();
        services.AddSingleton<ISubscriptionStore, PostgresSubscriptions>();
        services.AddSingleton<IRelayStore, PostgresRelays>();
        services.AddSingleton<IDeadlineStore, PostgresDeadlines>();

        // Plain JSON without the names of CLR types: a snapshot outlives a renamed class.
        silo.UseSystemTextJsonGrainStorageSerializer();
        silo.AddAdoNetGrainStorage(GrainsRegistration.SnapshotStorage, (OptionsBuilder<AdoNetGrainStorageOptions> options) =>
            options.Configure<NpgsqlDataSource>((storage, database) =>
            {
                storage.Invariant = Invariant;
                storage.DataSource = database;
            }));
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) =>
            options.Configure<NpgsqlDataSource>((clustering, database) =>
            {
                clustering.Invariant = Invariant;
                clustering.DataSource = database;
            }));
        silo.UseAdoNetReminderService((OptionsBuilder<AdoNetReminderTableOptions> options) =>
            options.Configure<NpgsqlDataSource>((reminders, database) =>
            {
                reminders.Invariant = Invariant;
                reminders.DataSource = database;
            }));
        return silo;
    }
}
