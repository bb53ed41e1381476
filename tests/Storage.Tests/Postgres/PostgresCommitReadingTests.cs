using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;
using Storage.Tests.Commits;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Postgres;

public sealed class PostgresCommitReading() : CommitReadingTests(PostgresUnderTest.Create);

/// <summary>Transactions that hang, silos that die, databases that were restored: no commit is missed and none is read twice.</summary>
public sealed class PostgresCommitReadingTests : IAsyncLifetime
{
    private PostgresUnderTest storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => storage = await PostgresUnderTest.Prepared();

    public async ValueTask DisposeAsync() => await storage.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACommitThatBecomesVisibleLate_IsNotMissed_AndNothingBehindItIsReadBefore(bool commits)
    {
        var place = await storage.Place();
        await Append("before");
        var before = await storage.Commits.After(place, CommitParts.Runs);
        var late = await Hanging.Begin(storage, "INSERT INTO commits (encoding, entities, bodies) VALUES (1, '', '')");
        await Append("first");
        await Append("second");

        var page = await storage.Commits.Read(place, CommitParts.Runs, 10, Cancellation);
        page.Commits.Select(one => one.Place).ShouldBe(before.Select(one => one.Place));
        page.IsHeldBack.ShouldBeTrue();
        page.Oldest.ShouldBeLessThanOrEqualTo(late.Transaction);

        await late.End(commits);
        var after = await storage.Commits.After(before[^1].Place, CommitParts.Runs);
        after.Select(one => one.Runs.Select(run => run.Key.Id).SingleOrDefault() ?? "late").ShouldBe(commits ? ["late", "first", "second"] : ["first", "second"]);
        (await storage.Commits.After(place, CommitParts.Runs)).Count.ShouldBe(before.Count + after.Count);
    }

    /// <summary>Transactions that begin, wait and end in an order that chance gives, two writers beside them, and a reader all the while.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhateverEndsWhen_EachCommitIsReadOnce(int seed)
    {
        var chance = new Random(seed);
        var place = await storage.Place();
        var (hanging, written, read) = (new List<(Hanging Transaction, string Name)>(), new HashSet<string>(), new List<string>());
        for (var step = 0; step < 120; step++)
        {
            switch (chance.Next(6))
            {
                case 0 when hanging.Count < 4:
                    var name = $"hanging-{step}";
                    hanging.Add((await Hanging.Begin(storage, $"INSERT INTO commits (encoding, entities, bodies) VALUES (1, '{Keys(name)}', '')"), name));
                    break;
                case 1 when hanging.Count > 0:
                    var (transaction, ended) = hanging[chance.Next(hanging.Count)];
                    hanging.RemoveAll(one => one.Name == ended);
                    var commits = chance.Next(3) > 0;
                    if (commits) written.Add(ended);
                    await transaction.End(commits);
                    break;
                case 2 or 3:
                    written.Add($"event-{step}");
                    await Append($"event-{step}");
                    break;
                default:
                    await ReadSome(chance.Next(1, 4));
                    break;
            }
        }

        foreach (var (transaction, name) in hanging)
        {
            written.Add(name);
            await transaction.End(commits: true);
        }

        foreach (var commit in await storage.Commits.After(place, CommitParts.Runs)) read.Add(commit.Runs.ShouldHaveSingleItem().Key.Id);
        read.ShouldBe(written, ignoreOrder: true);

        async Task ReadSome(int limit)
        {
            foreach (var commit in (await storage.Commits.Read(place, CommitParts.Runs, limit, Cancellation)).Commits)
            {
                read.Add(commit.Runs.ShouldHaveSingleItem().Key.Id);
                place = commit.Place;
            }
        }
    }

    [Fact]
    public async Task OneHolderReads_AndAnotherTakesOverWhenItsLeaseHasEnded()
    {
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var other = await storage.OpenAgain();
        var lease = TimeSpan.FromSeconds(1);
        var place = (await storage.Commits.Lease(Reader, first, lease, Cancellation)).ShouldNotBeNull();
        (await other.Commits.Lease(Reader, second, lease, Cancellation)).ShouldBeNull();
        (await storage.Commits.Lease(Reader, first, lease, Cancellation)).ShouldBe(place);

        // The first one dies.
        CommitPlace? taken = null;
        while (taken is null) taken = await other.Commits.Lease(Reader, second, TimeSpan.FromMinutes(1), Cancellation);

        taken.ShouldBe(place);
        (await storage.Scalar<bool>("SELECT lease_until > clock_timestamp() + interval '30 seconds' FROM readers WHERE name = 'lanes'")).ShouldBeTrue();
        (await storage.Commits.Lease(Reader, first, TimeSpan.FromMinutes(1), Cancellation)).ShouldBeNull();
        await other.Commits.Release(Reader, second, Cancellation);
        (await storage.Commits.Lease(Reader, first, lease, Cancellation)).ShouldBe(place);
    }

    [Fact]
    public async Task WhoseATransactionIs_IsKnownAsFarAsTheRoleMaySeeIt()
    {
        var hanging = await Hanging.Begin(storage, "INSERT INTO stakeholders VALUES ('default', 'x', '{}')", "month end report");
        try
        {
            var found = (await storage.Commits.Find(hanging.Transaction, Cancellation)).ShouldNotBeNull();

            (found.Process, found.Application, found.Database).ShouldBe((hanging.Process, "month end report", new NpgsqlConnectionStringBuilder(storage.ConnectionString).Database));
            found.User.ShouldNotBeNullOrEmpty();
            found.Since.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
        }
        finally
        {
            await hanging.End(commits: false);
        }

        (await storage.Commits.Find(hanging.Transaction, Cancellation)).ShouldBeNull();
    }

    /// <summary>A dump has the numbers of the transactions of the server that it was made on; here they are yet to come.</summary>
    [Fact]
    public async Task ALeaseThatAClockAheadHasGiven_EndsAtOnce()
    {
        (await storage.Commits.Lease(Reader, Guid.NewGuid(), TimeSpan.FromSeconds(60), Cancellation)).ShouldNotBeNull();
        (await storage.Commits.Lease(Reader, Guid.NewGuid(), TimeSpan.FromSeconds(60), Cancellation)).ShouldBeNull();
        // It was renewed while the clock of the server was a day ahead; the holder has died since.
        await storage.Execute("UPDATE readers SET lease_until = lease_until + interval '1 day'");

        (await storage.Commits.Lease(Reader, Guid.NewGuid(), TimeSpan.FromSeconds(60), Cancellation)).ShouldNotBeNull();
    }

    /// <summary>A dump is restored, or a replica promoted, under silos that run: what they write before anybody notices is not taken for read.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatIsCommittedBetweenARestoreAndTheNextLook_IsRead(bool starts)
    {
        await Append("read");
        var place = await storage.Place();
        place = (await storage.Commits.After(place, CommitParts.None))[^1].Place;
        (await storage.Commits.Move(new CommitMove(Reader, await storage.Place(), place), Cancellation)).ShouldBeTrue();
        await Append("unread");
        await storage.Execute("UPDATE commits SET xid = ((xid::text)::bigint + 1000000000000)::text::xid8; UPDATE readers SET xid = ((xid::text)::bigint + 1000000000000)::text::xid8");
        await Append("since");

        if (starts) await storage.Engine.Prepare(Cancellation);
        var stands = (await storage.Commits.Lease(Reader, Guid.NewGuid(), TimeSpan.FromSeconds(1), Cancellation)).ShouldNotBeNull();
        await Append("after");

        (await storage.Commits.After(stands, CommitParts.Runs)).Select(static one => one.Runs.ShouldHaveSingleItem().Key.Id).ShouldBe(["unread", "since", "after"]);
    }

    [Fact]
    public async Task ARestoredDatabase_IsReadFromWhereItStood()
    {
        foreach (var id in new[] { "a", "b", "c", "d" }) await Append(id);
        var place = await storage.Place();
        var commits = await storage.Commits.After(place, CommitParts.None);
        (await storage.Commits.Move(new CommitMove(Reader, place, commits[1].Place), Cancellation)).ShouldBeTrue();
        await storage.Execute("UPDATE commits SET xid = ((xid::text)::bigint + 1000000000000)::text::xid8; UPDATE readers SET xid = ((xid::text)::bigint + 1000000000000)::text::xid8");

        await storage.Engine.Prepare(Cancellation);
        await Append("e");

        (await storage.Commits.After(await storage.Place(), CommitParts.Runs)).Select(one => one.Runs.ShouldHaveSingleItem().Key.Id).ShouldBe(["c", "d", "e"]);
        (await storage.Scalar<bool>("SELECT max(xid) < pg_snapshot_xmax(pg_current_snapshot()) FROM commits")).ShouldBeTrue();
    }

    [Fact]
    public async Task WhatRetentionHasDropped_IsNotListed_AndWhatIsDamaged_IsReadAsSuch()
    {
        var place = await storage.Place();
        for (var version = 1; version <= 3; version++) await storage.Journal.Append(Run(Entry(Shipment("a"), version, $"evt-{version}", null, Owed($"thing:{version}"))));
        await storage.Execute("DELETE FROM commits WHERE id = (SELECT commit FROM events WHERE version = 1)");
        await storage.Execute("UPDATE commits SET announcements = '\\x0102' WHERE id = (SELECT commit FROM events WHERE version = 3)");

        foreach (var key in new EntityKey?[] { null, Shipment("a") })
            (await storage.Messages.List("default", key, 10, Cancellation)).Select(one => one.Thing).ShouldBe(["thing:2"]);
        var commits = await storage.Commits.After(place, CommitParts.Announcements);
        commits.Select(one => (one.IsDamaged, one.Announcements.Count)).ShouldBe([(false, 1), (true, 0)]);
    }

    private static string Keys(string id) => "\\x" + Convert.ToHexString(CommitKeys.Encode([new CommittedRun(Shipment(id), 1, 1)]));

    private async Task Append(string id) => (await storage.Journal.Alone.Append([Run(Shipment(id), 1, 1)], Guid.Empty, Cancellation)).Refused.ShouldBeEmpty();

    /// <summary>A transaction of somebody else's that has written something and waits.</summary>
    internal sealed class Hanging
    {
        private readonly NpgsqlConnection connection;
        private readonly NpgsqlTransaction transaction;

        private Hanging(NpgsqlConnection connection, NpgsqlTransaction transaction, ulong number) => (this.connection, this.transaction, Transaction) = (connection, transaction, number);

        public ulong Transaction { get; }

        public int Process => connection.ProcessID;

        public static async Task<Hanging> Begin(PostgresUnderTest storage, string statement, string application = "somebody")
        {
            var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.ConnectionString) { ApplicationName = application, Pooling = false }.ConnectionString);
            await connection.OpenAsync(Cancellation);
            var transaction = await connection.BeginTransactionAsync(Cancellation);
            await using (var command = new NpgsqlCommand(statement, connection, transaction)) await command.ExecuteNonQueryAsync(Cancellation);
            await using var number = new NpgsqlCommand("SELECT pg_current_xact_id()", connection, transaction);
            return new Hanging(connection, transaction, (ulong)(await number.ExecuteScalarAsync(Cancellation))!);
        }

        public async Task End(bool commits)
        {
            await (commits ? transaction.CommitAsync(Cancellation) : transaction.RollbackAsync(Cancellation));
            await connection.DisposeAsync();
        }
    }
}
