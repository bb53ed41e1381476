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
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Silo.Storage.Sqlite;

/// <summary>Registers the embedded engine of a single process.</summary>
public static class SqliteStorage
{
    // The name under which Orleans knows Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";

    /// <summary>Journal, dead letters, notifications, relays and snapshots in one file; reminders in memory, for clocks register theirs at every start.</summary>
    /// <param name="path">The file; its folder is made when it is missing.</param>
    public static ISiloBuilder UseSqliteStorage(this ISiloBuilder silo, string path)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton(_ => new SqliteDatabase(path));
        silo.Services.AddSingleton<SqliteSnapshots>();
        silo.Services.AddSingleton<IStorageEngine, SqliteEngine>();
        silo.Services.AddSingleton<RecentEvents>();
        silo.Services.AddSingleton<IJournalStore, SqliteJournal>();
        silo.Services.AddSingleton<IListStore, SqliteListRows>();
        silo.Services.AddSingleton<IDeadLetterStore, SqliteDeadLetters>();
        silo.Services.AddSingleton<ICommitStore, SqliteCommits>();
        silo.Services.AddSingleton<ILaneStore, SqliteLaneStore>();
        silo.Services.AddSingleton<IMessageLog, SqliteMessageLog>();
        silo.Services.AddSingleton<ISubscriptionStore, SqliteSubscriptions>();
        silo.Services.AddSingleton<IRelayStore, SqliteRelays>();
        silo.Services.AddSingleton<IDeadlineStore, SqliteDeadlines>();

        // Plain JSON without the names of CLR types: a snapshot outlives a renamed class.
        silo.UseSystemTextJsonGrainStorageSerializer();
        silo.AddAdoNetGrainStorage(
            GrainsRegistration.SnapshotStorage,
            (OptionsBuilder<AdoNetGrainStorageOptions> options) => options.Configure<SqliteSnapshots>((storage, snapshots) =>
            {
                storage.Invariant = Invariant;
                storage.DataSource = snapshots;
            }));
        return silo.UseInMemoryReminderService();
    }
}
