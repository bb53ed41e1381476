using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Extensions.Logging;

namespace Grains.Subscriptions;

/// <summary>Who hears, as the store has it now and the configuration has it always. A silo reads it again only when it has changed.</summary>
/// <param name="configured">The stakeholder of the configuration, for each channel that has a target there.</param>
internal sealed partial class Subscribers(ISubscriptionStore store, IReadOnlyList<Subscriber> configured, SubscriptionInstruments instruments, ILogger<Subscribers> logger)
{
    private readonly Lock gate = new();
    private volatile Book book = new(0, configured, new HashSet<(string Source, string Id, Guid Generation)>(), new Dictionary<string, Contact>());
    private HashSet<(string Source, UnreadableDocument Document)> unread = [];

    /// <summary>As it was read last; to be read for the first time it takes <see cref="Read"/>.</summary>
    public Book Known => book;

    /// <summary>As of now: a change that was saved before this call is in it.</summary>
    /// <exception cref="Interfaces.Entities.StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<Book> Read(CancellationToken cancellation)
    {
        var known = book;
        if (await store.Changed(known.Version, cancellation) is not { } all) return known;
        var read = Of(all);
        lock (gate)
        {
            // Two may read at once: the later one stays.
            if (read.Version <= book.Version) return read;
            book = read;
            Tell(all);
        }

        return read;
    }

    /// <summary>Each that cannot be read is told of once, until it is saved again.</summary>
    private void Tell(AllSubscriptions all)
    {
        HashSet<(string Source, UnreadableDocument Document)> now = [.. all.BySource.SelectMany(static own => (own.Value.Unreadable ?? []).Select(document => (own.Key, document)))];
        foreach (var (source, document) in now.Except(unread)) LogUnreadable(logger, document.IsSubscription ? "subscription" : "stakeholder", document.Id, source);
        unread = now;
        instruments.Read(now.Count);
    }

    private Book Of(AllSubscriptions all)
    {
        var subscribers = new List<Subscriber>(configured);
        var held = new HashSet<(string Source, string Id, Guid Generation)>();
        var contacts = new Dictionary<string, Contact>(StringComparer.Ordinal);
        foreach (var (source, own) in all.BySource)
        {
            var stakeholders = own.Stakeholders.ToDictionary(static one => one.Id, StringComparer.Ordinal);
            foreach (var stakeholder in own.Stakeholders)
            {
                foreach (var contact in stakeholder.Contacts) contacts[Targets.Of(source, stakeholder.Id, contact.Id)] = contact;
            }

            foreach (var document in own.Unreadable ?? [])
            {
                if (document.IsSubscription) held.Add((source, document.Id, document.Generation));
            }

            foreach (var subscription in own.Subscriptions)
            {
                if (!subscription.Paused && Subscriber.Of(source, subscription, stakeholders) is { } subscriber) subscribers.Add(subscriber);
                else held.Add((source, subscription.Id, subscription.Generation));
            }
        }

        return new Book(all.Version, subscribers, held, contacts);
    }

    /// <summary>All who hear, and how their targets are reached.</summary>
    internal sealed class Book(long version, IReadOnlyList<Subscriber> all, IReadOnlySet<(string Source, string Id, Guid Generation)> held, IReadOnlyDictionary<string, Contact> contacts)
    {
        private readonly Dictionary<(string? Source, string Id), Subscriber> byId = all.ToDictionary(static one => (one.Source, one.Id));

        public long Version => version;

        /// <summary>Those who hear of what is announced now: none of them is paused.</summary>
        public IReadOnlyList<Subscriber> All => all;

        /// <summary>Whether anybody hears of what did not get through.</summary>
        public bool HasBackups { get; } = all.Any(static one => one.Backup is not null);

        /// <summary>The contact behind a target; null when it is no more.</summary>
        public Contact? Contact(string target) => contacts.GetValueOrDefault(target);

        /// <summary>Whose notification it is; null when the subscription is no more.</summary>
        public Subscriber? Of(Notification notification) => Find(notification.Key.Source, WithoutBackup(notification.Subscription));

        /// <summary>Whose lane it is, and what is to become of what waits in it. The subscriber is there where it hears.</summary>
        public (Standing Standing, Subscriber? Subscriber) Of(LaneKey lane)
        {
            var id = WithoutBackup(lane.Subscription);
            if (Find(lane.Key.Source, id) is { } subscriber && subscriber.Generation == lane.Generation) return (Standing.Hears, subscriber);
            return (held.Contains((lane.Key.Source, id, lane.Generation)) ? Standing.Held : Standing.Gone, null);
        }

        private Subscriber? Find(string source, string id) => byId.GetValueOrDefault((source, id)) ?? byId.GetValueOrDefault((null, id));

        private static string WithoutBackup(string subscription) =>
            subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal) ? subscription[..^NotificationIds.Backup.Length] : subscription;
    }
}
