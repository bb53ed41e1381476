using Grains.DeadLetters;
using Grains.Journal;
using Grains.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Grains.Entities;

/// <summary>What every entity's grain leans on.</summary>
internal sealed class EntityServices(
    JournalWriter journal,
    JournalLoader loader,
    IJournalStore store,
    IDeadLetterStore deadLetters,
    NotificationDispatcher dispatcher,
    [FromKeyedServices(GrainsRegistration.SnapshotStorage)] IGrainStorage snapshots,
    ILogger<EntityServices> logger)
{
    public JournalWriter Journal => journal;
    public JournalLoader Loader => loader;
    public IJournalStore Store => store;
    public IDeadLetterStore DeadLetters => deadLetters;
    public NotificationDispatcher Dispatcher => dispatcher;
    public IGrainStorage Snapshots => snapshots;
    public ILogger Logger => logger;
}
