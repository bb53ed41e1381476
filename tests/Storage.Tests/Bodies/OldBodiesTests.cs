using System.Diagnostics;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.Logging.Abstractions;
using Silo.Storage;
using static Storage.Tests.Freight;

namespace Storage.Tests.Bodies;

/// <summary>Bodies that a program of schema 9 stored one by one: they move into blocks while the service runs, whatever ends it on the way, and each is the same byte for byte throughout.</summary>
public abstract class OldBodiesTests : IAsyncLifetime
{
    /// <summary>Events of each entity.</summary>
    protected const int Versions = 100;

    /// <summary>Every so many versions, the body is compressed as that program compressed long ones.</summary>
    protected const int LongEvery = 10;

    /// <summary>What such a body is.</summary>
    protected static readonly byte[] LongBody = Utf8("{" + string.Concat(Enumerable.Range(0, 200).Select(n => $"\"field{n}\":{n},")) + "}");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IStorageUnderTest Storage { get; private set; } = null!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Storage is not null) await Storage.DisposeAsync();
    }

    [Fact]
    public Task TenThousandOldBodies_MoveThroughKills_AndEachIsReadableThroughout() => MovedThroughKills(entities: 100);

    [Fact]
    [Trait("Length", "Long")]
    public Task AHundredThousandOldBodies_MoveThroughKills_AndEachIsReadableThroughout() => MovedThroughKills(entities: 1_000);

    private async Task MovedThroughKills(int entities)
    {
        Storage = await WithOldBodies(entities);
        var clock = Stopwatch.StartNew();
        await EachIsThere(Storage, entities, "before");

        // Killed twice: told to stop, and its connection cut where there is one. Somebody else goes on, while new events come.
        var moved = await MoveUntil(Storage, entities * Versions / 3, stop: true);
        await EachIsThere(Storage, entities, "after the first");
        (await Storage.Journal.Append(Run(Key(0), Versions + 1, Versions + 3))).ShouldBeEmpty();
        moved += await MoveUntil(await Storage.OpenAgain(), entities * Versions / 3, stop: false);
        await EachIsThere(Storage, entities, "after the second");
        var began = clock.Elapsed;
        moved += await MoveUntil(await Storage.OpenAgain(), int.MaxValue, stop: false);

        await EachIsThere(Storage, entities, "at the end");
        (await Number("SELECT count(*) FROM bodies")).ShouldBe(0);
        (await Number("SELECT count(*) FROM events WHERE \"commit\" IS NULL OR place IS NULL")).ShouldBe(0);
        // What a step had done when it was cut off counts for nobody.
        moved.ShouldBeInRange((entities * Versions) - (2 * 200), entities * Versions);
        Text(await Storage.Journal.ReadBody(Key(0), new($"evt-{Versions + 2}"), Cancellation)).ShouldContain($"evt-{Versions + 2}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Storage.Engine.Name}: {entities * Versions:N0} bodies, the last third in {(clock.Elapsed - began).TotalSeconds:N1} s with its check, all in {clock.Elapsed.TotalSeconds:N1} s");
    }

    [Fact]
    public async Task BlocksOfOldBodies_ComeBeforeAllCommits_AndNameTheirEvents()
    {
        Storage = await WithOldBodies(5);
        await Storage.Journal.Append(Run(Key(0), Versions + 1, Versions + 1));

        await MoveUntil(Storage, int.MaxValue, stop: false);

        var blocks = (await BlocksInOrder()).Select(static bytes => CommitKeys.Decode(bytes)).ToList();
        blocks[^1].ShouldBe([new CommittedRun(Key(0), Versions + 1, Versions + 1)]);
        var named = blocks[..^1].SelectMany(static runs => runs).SelectMany(static run => Enumerable.Range((int)run.First, (int)(run.Last - run.First + 1)).Select(version => (run.Key.Id, version))).ToList();
        named.Count.ShouldBe(5 * Versions);
        named.Distinct().Count().ShouldBe(5 * Versions);
        // Whoever reads them in order finds each entity's events in their order.
        foreach (var entity in named.GroupBy(static one => one.Id)) entity.Select(static one => one.version).ShouldBeInOrder();
    }

    [Fact]
    public async Task ADamagedBody_StaysWhereItIs_AndKeepsNoOtherFromMoving()
    {
        Storage = await WithOldBodies(3);
        await Damage(Key(1), LongEvery);

        (await MoveUntil(Storage, int.MaxValue, stop: false)).ShouldBe((3 * Versions) - 1);

        (await Number("SELECT count(*) FROM bodies")).ShouldBe(1);
        (await Storage.Journal.ReadBody(Key(1), new($"evt-{LongEvery + 1}"), Cancellation)).ShouldBe(Body(1, LongEvery + 1));
        await using var again = await Storage.Engine.MoveBodies(Cancellation);
        (await again.ShouldNotBeNull().Step(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task TheService_MovesThemInTheBackground_AndThenHasNothingToDo()
    {
        Storage = await WithOldBodies(10);
        using var conversion = new BodyConversion(Storage.Engine, TimeProvider.System, NullLogger<BodyConversion>.Instance);

        await conversion.StartAsync(Cancellation);
        await conversion.ExecuteTask.ShouldNotBeNull();

        (await Number("SELECT count(*) FROM bodies")).ShouldBe(0);
        await using var again = await Storage.Engine.MoveBodies(Cancellation);
        again.ShouldNotBeNull().Left.ShouldBe(0);
    }

    /// <summary>A database of schema 9 with <c>s0</c>, <c>s1</c> and so on, whose events are <c>evt-1</c> to <c>evt-100</c>, opened by this program.</summary>
    protected abstract Task<IStorageUnderTest> WithOldBodies(int entities);

    protected abstract Task<long> Number(string sql);

    /// <summary>The keys of all commits in the order in which they are read.</summary>
    protected abstract Task<IReadOnlyList<byte[]>> BlocksInOrder();

    /// <summary>Spoils the stored bytes of an old body.</summary>
    protected abstract Task Damage(EntityKey key, int version);

    /// <summary>Cuts the connection of whoever moves bodies; false where there is none.</summary>
    protected virtual Task<bool> Cut() => Task.FromResult(false);

    protected static EntityKey Key(int entity) => Shipment($"s{entity}");

    /// <summary>As <see cref="WithOldBodies"/> makes them in SQL.</summary>
    protected static byte[] Body(int entity, int version) =>
        version % LongEvery == 0 ? LongBody : Utf8($$"""{"id":"evt-{{version}}","of":"s{{entity}}","text":"{{new string('x', ((entity * 7) + (version * 13)) % 300)}}"}""");

    /// <summary>Moves until so many are moved; then the next step is stopped in its middle, or cut off.</summary>
    private async Task<long> MoveUntil(IStorageUnderTest silo, long enough, bool stop)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var move = await silo.Engine.MoveBodies(Cancellation);
        var (moved, killed) = (0L, false);
        try
        {
            while (await move.ShouldNotBeNull().Step(stopping.Token) is > 0 and var some)
            {
                moved += some;
                if (moved < enough || killed) continue;
                killed = true;
                if (stop) stopping.CancelAfter(TimeSpan.FromMilliseconds(2));
                else if (!await Cut()) break;
            }
        }
        catch (Exception e) when (killed && e is OperationCanceledException or StoreUnavailableException)
        {
            // As it was meant.
        }

        return moved;
    }

    private static async Task EachIsThere(IStorageUnderTest storage, int entities, string when)
    {
        var count = 0;
        for (var entity = 0; entity < entities; entity++)
        {
            for (var first = 1L; first <= Versions;)
            {
                var page = await storage.Relays.Read(Key(entity), first, Versions, 64, int.MaxValue, Cancellation);
                page.ShouldNotBeEmpty();
                foreach (var (version, told) in page)
                {
                    if (!told.Body.AsSpan().SequenceEqual(Body(entity, (int)version))) Text(told.Body).ShouldBe(Text(Body(entity, (int)version)), $"s{entity} {version} {when}");
                    count++;
                }

                first = page[^1].Version + 1;
            }
        }

        count.ShouldBe(entities * Versions, when);
    }
}
