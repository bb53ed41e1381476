using Grains.Commits;
using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Lists;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;
using Silo.Storage;
using Silo.Storage.Sqlite;

namespace Storage.Tests.Sqlite;

/// <summary>SQLite on a file of its own.</summary>
public sealed class SqliteUnderTest : IStorageUnderTest
{
    private readonly SqliteFolder? owned;
    private readonly RecentEvents recent = new();
    private readonly SqliteDatabase database;
    private readonly string file;
    private readonly List<SqliteUnderTest> again = [];

    private SqliteUnderTest(string file, SqliteFolder? owned)
    {
        this.file = file;
        this.owned = owned;

        // The suite opens the file twice at once, which a second process may not: it must be right even so.
        database = new SqliteDatabase(file, exclusive: owned is not null);
        Engine = new SqliteEngine(database);
        ListRows = new SqliteListRows(database);
        Journal = new JournalWithLists(new SqliteJournal(database, TimeProvider.System, recent), ListRows);
        DeadLetters = new SqliteDeadLetters(database);
        Commits = new SqliteCommits(database);
        Lanes = new SqliteLaneStore(database, TimeProvider.System);
        Messages = new SqliteMessageLog(database);
        Subscriptions = new SqliteSubscriptions(database, TimeProvider.System);
        Relays = new SqliteRelays(database, recent);
        Deadlines = new SqliteDeadlines(database);
    }

    public string File => file;
    public IStorageEngine Engine { get; }
    public JournalWithLists Journal { get; }
    public IListStore ListRows { get; }
    public IDeadLetterStore DeadLetters { get; }
    public ICommitStore Commits { get; }
    public ILaneStore Lanes { get; }
    public IMessageLog Messages { get; }
    public ISubscriptionStore Subscriptions { get; }
    public IRelayStore Relays { get; }
    public IDeadlineStore Deadlines { get; }

    public static async Task<IStorageUnderTest> Create()
    {
        var folder = new SqliteFolder();
        return await Prepared(new SqliteUnderTest(folder.File, folder));
    }

    /// <summary>On a file that is there already.</summary>
    public static async Task<SqliteUnderTest> Of(SqliteFolder folder) => await Prepared(new SqliteUnderTest(folder.File, folder));

    public async Task<IStorageUnderTest> OpenAgain()
    {
        var other = await Prepared(new SqliteUnderTest(file, null));
        again.Add(other);
        return other;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in again) await other.DisposeAsync();
        database.Dispose();
        owned?.Dispose();
    }

    private static async Task<SqliteUnderTest> Prepared(SqliteUnderTest storage)
    {
        await storage.Engine.Prepare(TestContext.Current.CancellationToken);
        return storage;
    }
}
