using Grains.Commits;
using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Lists;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;
using Silo.Storage;

namespace Storage.Tests;

/// <summary>An engine on a fresh, prepared and empty database. One fixture class per engine; the suite asks for nothing else.</summary>
public interface IStorageUnderTest : IAsyncDisposable
{
    IStorageEngine Engine { get; }
    JournalWithLists Journal { get; }
    IListStore ListRows { get; }
    IDeadLetterStore DeadLetters { get; }
    ICommitStore Commits { get; }
    ILaneStore Lanes { get; }
    IMessageLog Messages { get; }
    ISubscriptionStore Subscriptions { get; }
    IRelayStore Relays { get; }
    IDeadlineStore Deadlines { get; }

    /// <summary>The same stores as another silo, or a restarted process, would open them: nothing in memory is shared. Owned by this fixture.</summary>
    Task<IStorageUnderTest> OpenAgain();
}
