using Grains.Interfaces.Entities;
using Grains.Journal;
using Microsoft.Extensions.Options;
using static Grains.Tests.Journal.JournalUnderTest;

namespace Grains.Tests.Journal;

public sealed class LoaderTests
{
    [Fact]
    public async Task EntitiesThatWaitTogether_AreLoadedInOneRoundTrip()
    {
        var store = new SlowToLoad();
        await using var loader = new JournalLoader(store, Options.Create(new JournalOptions()));
        var first = loader.Load(Shipment(1));
        await store.Entered;
        var together = Enumerable.Range(2, 50).Append(50).Select(id => loader.Load(Shipment(id))).ToArray();

        store.Open();

        (await Task.WhenAll(together)).Select(history => history.Key.Id).ShouldBe(Enumerable.Range(2, 50).Append(50).Select(id => $"{id:D6}"));
        await first;
        store.Rounds.ShouldBe([1, 50]);
    }

    [Fact]
    public async Task AStoreThatHangs_FailsTheRoundInTime_AndWhatQueuedBehindItAtOnce()
    {
        var store = new SlowToLoad();
        await using var loader = new JournalLoader(store, Options.Create(new JournalOptions { CommitTimeout = TimeSpan.FromMilliseconds(100) }));
        var first = loader.Load(Shipment(1));
        await store.Entered;
        var behind = loader.Load(Shipment(2));

        await Should.ThrowAsync<StoreUnavailableException>(first);
        await Should.ThrowAsync<StoreUnavailableException>(behind);

        store.Rounds.ShouldBe([1]);
    }

    [Fact]
    public async Task TooManyWaiting_AreOverload()
    {
        var store = new SlowToLoad();
        await using var loader = new JournalLoader(store, Options.Create(new JournalOptions { MaxWaitingLoads = 2 }));
        Task[] taken = [loader.Load(Shipment(1)), loader.Load(Shipment(2))];

        await Should.ThrowAsync<OverloadedException>(loader.Load(Shipment(3)));
        store.Open();
        await Task.WhenAll(taken);

        (await loader.Load(Shipment(3))).HeadVersion.ShouldBe(0);
    }

    private sealed class SlowToLoad : IJournalStore
    {
        private readonly TaskCompletionSource entered = new();
        private readonly TaskCompletionSource open = new();

        public Task Entered => entered.Task;

        public List<int> Rounds { get; } = [];

        public void Open() => open.TrySetResult();

        public async Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation)
        {
            Rounds.Add(keys.Count);
            entered.TrySetResult();
            // Deaf to the token, as a driver is that waits for a hung server to cancel.
            await open.Task;
            return [.. keys.Select(static key => new EntityHistory(key, 0, []))];
        }

        public Task<Appended> Append(IReadOnlyList<EntityRun> batch, Guid writer, CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<StoredEvent> ReadTail(EntityKey key, long afterVersion, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
