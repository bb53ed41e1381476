using Grains.Commits;
using Grains.Notifications.Lanes;
using Npgsql;
using Storage.Tests.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.SomeLanes;

namespace Storage.Tests.Postgres;

/// <summary>Two connections at once. Where it matters who comes first, the first one is held up with a lock until the server says that the other waits for it.</summary>
public sealed class PostgresLaneRaceTests : IAsyncLifetime
{
    private static readonly byte[] Said = Utf8("""{"class":"digest"}""");
    private PostgresUnderTest storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILaneStore Lanes => storage.Lanes;

    public async ValueTask InitializeAsync() => storage = (PostgresUnderTest)await PostgresUnderTest.Create();

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    /// <summary>What comes while a mailbox is given back keeps it with its holder, or is found by the next one.</summary>
    [Fact]
    public async Task GivenBackWhileSomethingComes_ItStays()
    {
        var holder = Guid.NewGuid();
        await storage.Tell(Waiting(Lane("first")));
        var news = (await Lanes.Take(holder, Noon)).Single().News;
        await Lanes.Record((await Lanes.Due(Noon)).Single().Ended(LaneEnd.Sent, Noon));
        await storage.Tell(Waiting(Lane("first", "erp"), target: Night));
        var place = await storage.Place();

        // The mailbox of the night comes after that of the desk.
        await using var night = await Held($"SELECT FROM mailboxes WHERE target = '{Night}' FOR UPDATE");
        var coming = Lanes.Expand(
            new LaneExpansion([Announced("second")], [Waiting(Lane("second")), Waiting(Lane("second", "erp"), target: Night)], []), new CommitMove(Expanding.Reader, place, place), Noon, Cancellation);
        await Waiters(1);
        var giving = Lanes.Release(holder, [new ReleasedMailbox(Desk, news)], Noon, Cancellation);
        await Waiters(2);
        await night.DisposeAsync();

        (await coming).ShouldBeTrue();
        (await giving).ShouldBe([Desk]);
        (await Lanes.Due(Noon)).ShouldHaveSingleItem().Key.ShouldBe(Lane("second"));
        (await Lanes.Renew(holder, [Desk], Lease, Cancellation)).ShouldBe([Desk]);
    }

    [Fact]
    public async Task InWhateverOrder_NothingThatComesIsStranded()
    {
        var (other, holder, next) = (storage.OpenAgain(storage.ConnectionString), Guid.NewGuid(), Guid.NewGuid());
        for (var i = 0; i < 100; i++)
        {
            await storage.Tell(Waiting(Lane($"a-{i}")));
            var news = (await Lanes.Take(holder, Noon)).ShouldHaveSingleItem().News;
            foreach (var due in await Lanes.Due(Noon)) await Lanes.Record(due.Ended(LaneEnd.Sent, Noon));

            var coming = Task.Run(() => storage.Tell(Waiting(Lane($"b-{i}"))), Cancellation);
            var stays = await other.Lanes.Release(holder, [new ReleasedMailbox(Desk, news)], Noon, Cancellation);
            await coming;

            // Either it was told that there is news, or whoever comes next finds it.
            if (stays.Count == 0) (await Lanes.Take(next, Noon)).ShouldHaveSingleItem();
            var last = (await Lanes.Due(Desk, 10, Noon, Cancellation)).News;
            foreach (var due in await Lanes.Due(Noon)) await Lanes.Record(due.Ended(LaneEnd.Sent, Noon));
            (await Lanes.Release(stays.Count == 0 ? next : holder, [new ReleasedMailbox(Desk, last)], Noon, Cancellation)).ShouldBeEmpty();
            (await Lanes.NextDue(Capabilities.Known, Cancellation)).ShouldBeNull();
        }
    }

    /// <summary>Collected while the digest that was closed is written down as sent: it opens again.</summary>
    [Fact]
    public async Task CollectedWhileADigestEnds_ItOpensAgain()
    {
        // The one whose id comes later is held up, so the other's has been passed by then.
        var (first, last) = Digest(Ops).Id.CompareTo(Digest("erp").Id) < 0 ? (Ops, "erp") : ("erp", Ops);
        await storage.Collect(Lane("s-1", first));
        await storage.Collect(Lane("s-1", last));
        DigestMember member = new(Lane("s-1", first).Id, 0, Message("s-1", 0));
        var closed = (await Lanes.Close(Digest(first), Said, [member], [], Noon, Cancellation)).ShouldNotBeNull();
        var place = await storage.Place();

        await using var digest = await Held($"SELECT FROM lanes WHERE id = '{Digest(last).Id}' FOR UPDATE");
        var collecting = Lanes.Expand(
            new LaneExpansion([Announced("s-2")], [Collected(Lane("s-2", first)), Collected(Lane("s-2", last))], [Opened(first), Opened(last)]),
            new CommitMove(Expanding.Reader, place, place), Noon, Cancellation);
        await Waiters(1);
        var recording = Lanes.Record(closed.Ended(LaneEnd.Sent, Noon) with { Members = [member] });
        await Waiters(2);
        await digest.DisposeAsync();
        await collecting;
        await recording;

        (await Lanes.Due(Noon)).ShouldHaveSingleItem().Key.ShouldBe(Digest(first));
        (await Lanes.Collected(Digest(first), 10, Cancellation)).ShouldHaveSingleItem().Key.Key.Id.ShouldBe("s-2");
    }

    [Fact]
    public async Task CollectedWhileADigestIsFoundToHaveNothingToSay_ItStaysOpen()
    {
        var (first, last) = Digest(Ops).Id.CompareTo(Digest("erp").Id) < 0 ? (Ops, "erp") : ("erp", Ops);
        await storage.Collect(Lane("s-1", first));
        await storage.Collect(Lane("s-1", last));
        var place = await storage.Place();

        await using var digest = await Held($"SELECT FROM lanes WHERE id = '{Digest(last).Id}' FOR UPDATE");
        var collecting = Lanes.Expand(
            new LaneExpansion([Announced("s-2")], [Collected(Lane("s-2", first)), Collected(Lane("s-2", last))], [Opened(first), Opened(last)]),
            new CommitMove(Expanding.Reader, place, place), Noon, Cancellation);
        await Waiters(1);
        var closing = Lanes.Close(Digest(first), default, [], [(Lane("s-1", first).Id, 0)], Noon, Cancellation);
        await Waiters(2);
        await digest.DisposeAsync();
        await collecting;
        (await closing).ShouldBeNull();

        (await Lanes.Due(Noon.AddHours(6))).Select(one => one.Key).ShouldContain(Digest(first));
    }

    [Fact]
    public async Task WhoTakesAtOnce_SharesThem()
    {
        var other = storage.OpenAgain(storage.ConnectionString);
        for (var i = 0; i < 100; i++) await storage.Tell(Waiting(Lane($"s-{i}"), target: $"default/desk-{i:D3}/mail"));

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var mine = new List<string>();
            // Whoever finds all others' locked looks again.
            while (mine.Count < 10) mine.AddRange((await (i % 2 == 0 ? Lanes : other.Lanes).Take(Guid.NewGuid(), Noon, 10 - mine.Count)).Select(one => one.Target));
            return mine;
        })));

        taken.SelectMany(one => one).ShouldBeUnique();
        (await Lanes.Take(Guid.NewGuid(), Noon)).Count.ShouldBe(20);
        (await Lanes.Take(Guid.NewGuid(), Noon)).ShouldBeEmpty();
    }

    /// <summary>What moves on while idle lanes are forgotten is not forgotten.</summary>
    [Fact]
    public async Task ForgottenWhileSomethingComes_ItIsNotLost()
    {
        var other = storage.OpenAgain(storage.ConnectionString);
        for (var round = 0; round < 20; round++)
        {
            var lanes = Enumerable.Range(0, 20).Select(i => Lane($"s-{round}-{i}")).ToList();
            await storage.Expand(new LaneExpansion([.. lanes.Select(lane => Announced(lane.Key.Id))], [.. lanes.Select((lane, place) => Noted(lane, place))], []));
            var forgetting = Task.Run(() => other.Lanes.Expire(DateTimeOffset.MinValue, Noon.AddYears(1), 100, Cancellation), Cancellation);
            await storage.Expand(new LaneExpansion([.. lanes.Select(lane => Announced(lane.Key.Id, 1))], [.. lanes.Select((lane, place) => Waiting(lane, place))], []));
            await forgetting;

            var due = await Lanes.Due(Noon);
            due.Count.ShouldBe(20);
            foreach (var one in due) await Lanes.Record(one.Ended(LaneEnd.Sent, Noon));
        }
    }

    /// <summary>All that changes several rows at once, by many and in any order: a deadlock would be a failure of one of them.</summary>
    [Fact]
    public async Task ManyWhoDoAllOfItAtOnce_NeverWaitForEachOther()
    {
        var other = storage.OpenAgain(storage.ConnectionString);
        var place = await storage.Place();
        string[] shipments = [.. Enumerable.Range(0, 12).Select(i => $"s-{i}")], subscriptions = [Ops, "erp", "desk"], targets = [Desk, Night];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            var (lanes, messages, random, holder) = (worker % 2 == 0 ? Lanes : other.Lanes, worker % 2 == 0 ? storage.Messages : other.Messages, new Random(worker), Guid.NewGuid());
            for (var round = 0; round < 60; round++)
            {
                var now = Noon.AddMinutes(round);
                var keys = (from shipment in shipments from subscription in subscriptions select Lane(shipment, subscription)).OrderBy(_ => random.Next()).Take(15).ToList();
                await lanes.Expand(
                    new LaneExpansion(
                        [.. keys.Select(key => Announced(key.Key.Id, round))],
                        [.. keys.Select((key, at) => Waiting(key, at, now, targets[at % 2], now.AddMinutes(-1)) with { Next = at % 3 == 0 ? LaneState.Collected : LaneState.Waiting })],
                        [.. subscriptions.Select(subscription => Opened(subscription, now, targets[random.Next(2)]))]),
                    new CommitMove(Expanding.Reader, place, place), now, Cancellation);
                // Half of them die with what they have.
                foreach (var box in await lanes.Take(round % 2 == 0 ? holder : Guid.NewGuid(), TimeSpan.Zero, 2, Capabilities.Known, now, Cancellation))
                {
                    var (news, due) = await lanes.Due(box.Target, 10, now, Cancellation);
                    foreach (var digest in due.Where(one => one.Key.IsDigest && !one.IsClosed))
                        await lanes.Close(digest.Key, Said, [.. (await lanes.Collected(digest.Key, 10, Cancellation)).Select(one => new DigestMember(one.Key.Id, one.Revision, one.Message)).Reverse()], [], now, Cancellation);
                    await lanes.Record(
                        [
                            .. due.Where(one => !one.Key.IsDigest || one.IsClosed).Select(one => one.Ended((LaneEnd)(1 + random.Next(5)), now, now) with
                            {
                                Members = one.Key.IsDigest ? [.. shipments.Select(shipment => new DigestMember(Lane(shipment, one.Key.Subscription).Id, round, Message(shipment, round)))] : null,
                            }),
                        ],
                        Cancellation);
                    if (due.Count > 0) await messages.Retry("default", due[0].MessageId, now, Cancellation);
                    await lanes.Release(holder, [new ReleasedMailbox(box.Target, news, round % 3 == 0 ? now : null, true)], now, Cancellation);
                }

                var late = await lanes.Escalating(10, now, Cancellation);
                await lanes.HandOn(
                    [.. late.Select((one, at) => (one.Key.Id, (MadeLane?)Waiting(one.Key with { Subscription = one.Key.Subscription + "#backup" }, at, now, targets[at % 2])))],
                    [.. late.Select(one => Announced(one.Key.Key.Id, one.Revision))], now, Cancellation);
                await lanes.Expire(now.AddMinutes(-5), now.AddMinutes(-5), 5, Cancellation);
            }
        })));

        (await storage.Scalar<long>("""
            SELECT count(*) FROM lanes AS l
            WHERE (l.state = 1 AND NOT EXISTS (SELECT FROM mailboxes AS b WHERE b.target = l.target AND b.due_at <= l.due_at))
              OR l.told_revision > l.revision
              OR (l.state = 2 AND NOT EXISTS (
                SELECT FROM lanes AS d
                WHERE d.kind = 0 AND d.subscription = l.subscription AND d.generation = l.generation AND d.state = 1 AND (l.digest IS NULL OR (l.digest = d.revision AND d.message <> ''))))
            """)).ShouldBe(0);
    }

    /// <summary>A transaction of somebody else's that has these rows; ended with the connection.</summary>
    private async Task<NpgsqlConnection> Held(string rows)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand($"BEGIN; {rows}", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    private async Task Waiters(int count)
    {
        while (await storage.Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") < count) await Task.Delay(5, Cancellation);
    }
}
