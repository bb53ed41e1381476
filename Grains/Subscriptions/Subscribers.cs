using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;

namespace Grains.Subscriptions;

/// <summary>Who hears, as the store has it now and the configuration has it always. A silo reads it again only when it has changed.</summary>
/// <param name="configured">The stakeholder of the configuration, for each channel that has a target there.</param>
internal sealed class Subscribers(ISubscriptionStore store, IReadOnlyList<Subscriber> configured)
{
    private volatile Book book = new(0, configured, new Dictionary<string, Contact>());

    /// <summary>As it was read last; to be read for the first time it takes <see cref="Read"/>.</summary>
    public Book Known => book;

    /// <summary>As of now: a change that was saved before this call is in it.</summary>
    /// <exception cref="Interfaces.Entities.StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<Book> Read(CancellationToken cancellation)
    {
        var known = book;
        if (await store.Changed(known.Version, cancellation) is not { } all) return known;
        var read = Of(all);
        // Two may read at once: the later one stays.
        if (read.Version > book.Version) book = read;
        return read;
    }

    private Book Of(AllSubscriptions all)
    {
        var subscribers = new List<Subscriber>(configured);
        var contacts = new Dictionary<string, Contact>(StringComparer.Ordinal);
        foreach (var (source, own) in all.BySource)
        {
            var stakeholders = own.Stakeholders.ToDictionary(static one => one.Id, StringComparer.Ordinal);
            foreach (var stakeholder in own.Stakeholders)
            {
                foreach (var contact in stakeholder.Contacts) contacts[Targets.Of(source, stakeholder.Id, contact.Id)] = contact;
            }

            subscribers.AddRange(own.Subscriptions.Select(subscription => Subscriber.Of(source, subscription, stakeholders)).OfType<Subscriber>());
        }

        return new Book(all.Version, subscribers, contacts);
    }

    /// <summary>All who hear, and how their targets are reached.</summary>
    internal sealed class Book(long version, IReadOnlyList<Subscriber> all, IReadOnlyDictionary<string, Contact> contacts)
    {
        private readonly Dictionary<(string? Source, string Id), Subscriber> byId = all.ToDictionary(static one => (one.Source, one.Id));

        public long Version => version;

        public IReadOnlyList<Subscriber> All => all;

        /// <summary>Whether anybody hears of what did not get through.</summary>
        public bool HasBackups { get; } = all.Any(static one => one.Backup is not null);

        /// <summary>The contact behind a target; null when it is no more.</summary>
        public Contact? Contact(string target) => contacts.GetValueOrDefault(target);

        /// <summary>Whose lane it is, be it their backup's; null when the subscription is no more, or is another one of the same id.</summary>
        public Subscriber? Of(LaneKey lane)
        {
            var id = lane.Subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal) ? lane.Subscription[..^NotificationIds.Backup.Length] : lane.Subscription;
            var subscriber = byId.GetValueOrDefault((lane.Key.Source, id)) ?? byId.GetValueOrDefault((null, id));
            return subscriber?.Generation == lane.Generation ? subscriber : null;
        }
    }
}
