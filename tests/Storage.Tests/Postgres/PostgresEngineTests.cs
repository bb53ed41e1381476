using Npgsql;
using Silo.Storage.Postgres;
using static Storage.Tests.Freight;

namespace Storage.Tests.Postgres;

/// <summary>What the host relies on: safe settings, honest health, partitions in time.</summary>
public sealed class PostgresEngineTests
{
    private static readonly ServerSettings Safe = new(150004, Fsync: true, FullPageWrites: true, "on");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void SafeServer_IsAdmitted() => Should.NotThrow(Safe.Admit);

    [Fact]
    public void ServerWithoutFsync_IsRefusedWithWhatToDo() =>
        Should.Throw<InvalidOperationException>((Safe with { Fsync = false }).Admit).Message.ShouldContain("Set fsync=on in postgresql.conf");

    [Fact]
    public void ServerWithoutFullPageWrites_IsRefusedWithWhatToDo() =>
        Should.Throw<InvalidOperationException>((Safe with { FullPageWrites = false }).Admit).Message.ShouldContain("Set full_page_writes=on");

    [Fact]
    public void ConnectionThatLostItsSettings_IsRefused() =>
        Should.Throw<InvalidOperationException>((Safe with { SynchronousCommit = "off" }).Admit).Message.ShouldContain("pooler");

    [Fact]
    public void OldServer_IsRefused() =>
        Should.Throw<InvalidOperationException>((Safe with { VersionNumber = 130012 }).Admit).Message.ShouldContain("PostgreSQL 14 or newer");

    [Fact]
    public async Task RunningServer_IsReadAsItIs()
    {
        await using var storage = await PostgresUnderTest.Empty();
        await using var connection = await storage.Source.OpenConnectionAsync(Cancellation);

        var settings = await ServerSettings.Read(connection, Cancellation);

        settings.Fsync.ShouldBe(await storage.Scalar<string>("SHOW fsync") == "on");
        settings.VersionNumber.ShouldBeGreaterThanOrEqualTo(140000);
        settings.SynchronousCommit.ShouldBe("on");
    }

    [Theory]
    [InlineData("")]
    [InlineData(";Options=-c synchronous_commit=off -c lock_timeout=0")]
    public async Task Connections_HaveTheServicesSettings_WhateverTheConnectionStringSays(string given)
    {
        await using var storage = await PostgresUnderTest.Empty();
        var other = storage.OpenAgain(storage.ConnectionString + given);

        (await other.Scalar<string>("SHOW synchronous_commit")).ShouldBe("on");
        (await other.Scalar<string>("SHOW lock_timeout")).ShouldBe("5s");
        (await other.Scalar<string>("SHOW application_name")).ShouldBe("FlexportGrains");
    }

    [Fact]
    public void LimitsOfTheConnectionString_Stay()
    {
        var hardened = new NpgsqlConnectionStringBuilder(PostgresDataSource.Harden("Host=db;Command Timeout=99;Application Name=quay;Maximum Pool Size=7"));

        (hardened.CommandTimeout, hardened.ApplicationName, hardened.MaxPoolSize, hardened.Timeout).ShouldBe((99, "quay", 7, 5));
    }

    [Fact]
    public async Task Engine_AnswersWhileTheServerDoes()
    {
        await using var storage = await PostgresUnderTest.Empty();

        (await storage.Engine.Answers(Cancellation)).ShouldBeTrue();
        (await storage.OpenAgain("Host=127.0.0.1;Port=1;Username=nobody;Password=hush").Engine.Answers(Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task PartitionsOfThreeMonths_AreMadeAhead_AlsoByManyAtOnce()
    {
        await using var storage = await PostgresUnderTest.Prepared(new StoppedClock(new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)));
        var january = Enumerable.Range(0, 4)
            .Select(_ => storage.OpenAgain(storage.ConnectionString, new StoppedClock(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)))).ToList();

        var before = await Partitions(storage);
        await Task.WhenAll(january.Select(silo => silo.Engine.Maintain(Cancellation)));

        before.ShouldBe("commits_2026_11 commits_2026_12 commits_2027_01 commits_default");
        (await Partitions(storage)).ShouldBe("commits_2026_11 commits_2026_12 commits_2027_01 commits_2027_02 commits_2027_03 commits_default");
    }

    [Fact]
    public async Task CommitsThatCameBeforeTheirMonthWasMade_MoveIntoItAndStayReadable()
    {
        var now = DateTimeOffset.UtcNow;
        await using var storage = await PostgresUnderTest.Prepared(new StoppedClock(now.AddMonths(-6)));
        await storage.Journal.Append(Run(Shipment("a"), 1, 3));
        var strays = await storage.Scalar<long>("SELECT count(*) FROM commits_default");

        await storage.OpenAgain(storage.ConnectionString, new StoppedClock(now)).Engine.Maintain(Cancellation);

        strays.ShouldBe(1);
        (await storage.Scalar<long>("SELECT count(*) FROM commits_default")).ShouldBe(0);
        (await storage.Scalar<long>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SELECT count(*) FROM commits_{now:yyyy_MM}"))).ShouldBe(1);
        Text(await storage.Journal.ReadBody(Shipment("a"), new("evt-2"), Cancellation)).ShouldContain("evt-2");
    }

    private static Task<string> Partitions(PostgresUnderTest storage) => storage.Scalar<string>(
        "SELECT string_agg(inhrelid::regclass::text, ' ' ORDER BY inhrelid::regclass::text) FROM pg_inherits WHERE inhparent = 'commits'::regclass");
}
