using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using Npgsql;
using Storage.Tests.Subscriptions;

namespace Storage.Tests.Postgres;

/// <summary>Whoever sends at the moment at which somebody changes a subscription is waited for, and loses nothing.</summary>
public sealed class PostgresSubscriptionMoveTests : IAsyncLifetime
{
    private const string Target = "default/day/hook";

    private PostgresUnderTest storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await PostgresUnderTest.Prepared();
        ISubscriptionStore subscriptions = storage.Subscriptions;
        await subscriptions.Save("default", Desks.Day, Cancellation);
        await subscriptions.Save("default", Desks.Night, Cancellation);
        await subscriptions.Save("default", Desks.Arrivals, Cancellation);
        var saved = (await subscriptions.Read("default", Cancellation)).Subscriptions[0];
        await storage.Execute(
            $"""
            INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
            VALUES (gen_random_uuid(), 'default', 1, '1', 'milestone:arrived', 'arrivals', '{saved.Generation}', '{Target}', 1, 0, '', now(), true, now(), 1, now() + interval '1 hour');
            INSERT INTO mailboxes (target, due_at, needs) VALUES ('{Target}', now(), 1), ('default/day/mail', now(), 1)
            """);
    }

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    [Fact]
    public async Task WhatIsSentWhileItsContactMoves_DoesNotWaitAgain()
    {
        await using var sender = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var sending = await sender.BeginTransactionAsync(Cancellation);
        await Run(sender, "UPDATE lanes SET state = 0, due_at = NULL, told_revision = revision");

        var moving = Move();
        await UntilItWaits();
        await sending.CommitAsync(Cancellation);

        (await moving).ShouldBe(SaveOutcome.Replaced);
        (await storage.Texts("SELECT state || ' ' || coalesce(due_at::text, '-') FROM lanes")).ShouldBe(["0 -"]);
        (await storage.Texts("SELECT target || news FROM mailboxes ORDER BY target")).ShouldBe([Target + "1", "default/day/mail1"]);
    }

    [Fact]
    public async Task WhereBothWaitForEachOther_TheChangeIsMadeAllTheSame()
    {
        await using var sender = await storage.Source.OpenConnectionAsync(Cancellation);
        await using var sending = await sender.BeginTransactionAsync(Cancellation);
        await Run(sender, "UPDATE lanes SET attempts = attempts + 1");

        var moving = Move();
        await UntilItWaits();
        try
        {
            // The mailbox is the change's, the lane the sender's: the server ends one of the two.
            await Run(sender, "UPDATE mailboxes SET news = news + 1");
            await sending.CommitAsync(Cancellation);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            await sending.RollbackAsync(Cancellation);
        }

        (await moving).ShouldBe(SaveOutcome.Replaced);
        (await storage.Texts("SELECT target || CASE WHEN due_at = since THEN ' now' ELSE ' later' END FROM lanes")).ShouldBe(["default/day/mail now"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfManyLanes_OnlyThoseThatItIsAboutAreRead(bool analyzed)
    {
        await storage.Execute(
            """
            INSERT INTO lanes (id, source, kind, entity_id, thing, subscription, generation, target, needs, revision, message, announced_at, fits, since, state, due_at)
            SELECT gen_random_uuid(), 'default', 1, i::text, 'milestone:arrived', 's-' || i % 500, md5((i % 500)::text)::uuid, 'default/s-' || i % 500 || '/hook', 1, 0, '', now(), true, now(), i / 500 % 4, now()
            FROM generate_series(1, 20000) AS i
            """);
        if (analyzed) await storage.Execute("ANALYZE");
        await storage.Counted();
        var before = await RowsRead();

        await Move();
        await storage.Subscriptions.Save("default", Desks.Day, WriteCondition.None, Cancellation);
        await storage.Subscriptions.DeleteSubscription("default", "arrivals", WriteCondition.None, Cancellation);

        await storage.Counted();
        (await RowsRead() - before).ShouldBeInRange(3, 100);
        (await storage.Texts("SELECT state || target FROM lanes WHERE subscription = 'arrivals'")).ShouldBe(["0default/day/mail"]);
    }

    private Task<long> RowsRead() => storage.Scalar<long>(
        "SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'lanes')::bigint + (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'lanes')");

    private Task<SaveOutcome> Move() => storage.Subscriptions.Save("default", Desks.Arrivals with { Contact = "mail" }, WriteCondition.None, Cancellation);

    private async Task UntilItWaits()
    {
        while (await storage.Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0) await Task.Delay(20, Cancellation);
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
