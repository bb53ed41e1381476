using Grains.DeadLetters;
using Grains.Lists;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;

namespace Storage.Tests;

/// <summary>What every engine must do. Derived once per engine and noun, with nothing but the fixture to add.</summary>
/// <param name="create">Makes a fresh engine for each test.</param>
public abstract class StorageCompliance(Func<Task<IStorageUnderTest>> create) : IAsyncLifetime
{
    protected IStorageUnderTest Storage { get; private set; } = null!;

    protected JournalWithLists Journal => Storage.Journal;

    protected IListStore ListRows => Storage.ListRows;

    protected IDeadLetterStore DeadLetters => Storage.DeadLetters;

    protected ILaneStore Lanes => Storage.Lanes;

    protected IMessageLog Messages => Storage.Messages;

    protected ISubscriptionStore Subscriptions => Storage.Subscriptions;

    protected IRelayStore Relays => Storage.Relays;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Storage = await create();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Storage.DisposeAsync();
    }
}
