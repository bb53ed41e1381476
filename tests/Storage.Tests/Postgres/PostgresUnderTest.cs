using System.Diagnostics.CodeAnalysis;
using Grains.Commits;
using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Lists;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Silo.Storage;
using Silo.Storage.Postgres;
using TestKit;

namespace Storage.Tests.Postgres;

/// <summary>PostgreSQL on a database that no other test uses at the same time.</summary>
public sealed class PostgresUnderTest : IStorageUnderTest
{
    private readonly PostgresDatabase? owned;
    private readonly RecentEvents recent = new();
    private readonly List<PostgresUnderTest> again = [];
    private bool fromShelf;

    private PostgresUnderTest(string connectionString, PostgresDatabase? owned, TimeProvider? clock)
    {
        this.owned = owned;
        ConnectionString = connectionString;
        Source = PostgresDataSource.Create(connectionString);
        Engine = new PostgresEngine(Source, clock ?? TimeProvider.System, NullLogger<PostgresEngine>.Instance);
        UseLists(new PostgresLists(connectionString));
        DeadLetters = new PostgresDeadLetters(Source);
        Commits = new PostgresCommits(Source);
        Lanes = new PostgresLaneStore(Source);
        Messages = new PostgresMessageLog(Source);
        Subscriptions = new PostgresSubscriptions(Source);
        Relays = new PostgresRelays(Source, recent);
        Deadlines = new PostgresDeadlines(Source);
    }

    public string ConnectionString { get; }
    public NpgsqlDataSource Source { get; }
    public PostgresLists Lists { get; private set; }
    public IStorageEngine Engine { get; }
    public JournalWithLists Journal { get; private set; }
    public IListStore ListRows { get; private set; }
    public IDeadLetterStore DeadLetters { get; }
    public ICommitStore Commits { get; }
    public ILaneStore Lanes { get; }
    public IMessageLog Messages { get; }
    public ISubscriptionStore Subscriptions { get; }
    public IRelayStore Relays { get; }
    public IDeadlineStore Deadlines { get; }

    /// <summary>For the suite: prepared and empty, perhaps handed on by an earlier test.</summary>
    public static async Task<IStorageUnderTest> Create()
    {
        var storage = DatabaseShelf.Take() is { } database ? new PostgresUnderTest(database.ConnectionString, database, null) : await Prepared();
        storage.fromShelf = true;
        return storage;
    }

    /// <summary>The same, with lists that give up walking so soon that two hundred entities make them look three times.</summary>
    public static async Task<IStorageUnderTest> CreateWithShortWalks()
    {
        var storage = (PostgresUnderTest)await Create();
        await storage.Lists.DisposeAsync();
        storage.UseLists(new PostgresLists(storage.ConnectionString, glance: 3, walk: 30));
        return storage;
    }

    /// <summary>A database of its own, with the schema, for tests that change more than rows.</summary>
    public static async Task<PostgresUnderTest> Prepared(TimeProvider? clock = null)
    {
        var storage = await Empty(clock);
        await storage.Engine.Prepare(TestContext.Current.CancellationToken);
        return storage;
    }

    /// <summary>Before any schema is made.</summary>
    public static async Task<PostgresUnderTest> Empty(TimeProvider? clock = null)
    {
        var database = await PostgresDatabase.Create();
        return new PostgresUnderTest(database.ConnectionString, database, clock);
    }

    public Task<IStorageUnderTest> OpenAgain() => Task.FromResult<IStorageUnderTest>(OpenAgain(ConnectionString));

    /// <summary>The same database by another way, or by another clock.</summary>
    public PostgresUnderTest OpenAgain(string connectionString, TimeProvider? clock = null)
    {
        var other = new PostgresUnderTest(connectionString, null, clock);
        again.Add(other);
        return other;
    }

    [MemberNotNull(nameof(Lists), nameof(ListRows), nameof(Journal))]
    private void UseLists(PostgresLists lists)
    {
        (Lists, ListRows) = (lists, new PostgresListRows(Source, lists));
        Journal = new JournalWithLists(new PostgresJournal(Source, recent), ListRows);
    }

    public async Task<T> Scalar<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task Execute(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0; // The service's limit is not the test's.
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until what has been done so far is in the server's counts: all backends hand theirs in and end.</summary>
    public async Task Counted()
    {
        Source.Clear();
        while (await Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()") > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the server has noticed that those who called themselves so hung up: a backend hands in its counts when it ends.</summary>
    public async Task Gone(string application)
    {
        while (await Scalar<long>($"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{application}'") > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in again) await other.DisposeAsync();
        await Lists.DisposeAsync();
        await Source.DisposeAsync();
        if (owned is null) return;
        if (fromShelf) await DatabaseShelf.PutBack(owned);
        else await owned.DisposeAsync();
    }
}
