using Grains.DeadLetters;
using Grains.Journal;
using Grains.Lists;
using Grains.Notifications;
using Grains.Relays;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Grains.Entities;

/// <summary>What every entity's grain leans on.</summary>
internal sealed class EntityServices(
    JournalWriter journal,
    JournalLoader loader,
    IJournalStore store,
    IListStore lists,
    IDeadLetterStore deadLetters,
    ExpansionLoop announcements,
    RelaySender relays,
    [FromKeyedServices(GrainsRegistration.SnapshotStorage)] IGrainStorage snapshots,
    TimeProvider time,
    ILogger<EntityServices> logger)
{
    public JournalWriter Journal => journal;
    public JournalLoader Loader => loader;
    public IJournalStore Store => store;
    public IListStore Lists => lists;
    public IDeadLetterStore DeadLetters => deadLetters;
    public ExpansionLoop Announcements => announcements;
    public RelaySender Relays => relays;
    public TimeProvider Time => time;
    public IGrainStorage Snapshots => snapshots;
    public ILogger Logger => logger;
}
