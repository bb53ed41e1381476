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
    private volatile Book book = new(0, configured, [], new HashSet<(string, string, Guid)>(), new Dictionary<string, Contact>());
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
        var (subscribers, paused) = (new List<Subscriber>(configured), new List<Subscriber>());
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
                var subscriber = Subscriber.Of(source, subscription, stakeholders);
                if (subscriber is null || subscription.Paused) held.Add((source, subscription.Id, subscription.Generation));
                if (subscriber is not null) (subscription.Paused ? paused : subscribers).Add(subscriber);
            }
        }

        return new Book(all.Version, subscribers, paused, held, contacts);
    }

    /// <summary>All who hear, and how their targets are reached.</summary>
    internal sealed class Book(
        long version, IReadOnlyList<Subscriber> all, IReadOnlyList<Subscriber> paused, IReadOnlySet<(string Source, string Id, Guid Generation)> held, IReadOnlyDictionary<string, Contact> contacts)
    {
        private readonly Dictionary<(string? Source, string Id), Subscriber> byId = all.ToDictionary(static one => (one.Source, one.Id));

        public long Version => version;

        /// <summary>Those who hear of what is announced now: none of them is paused.</summary>
        public IReadOnlyList<Subscriber> All => all;

        /// <summary>Those who hear nothing new; a correction of what they were told waits for the end of their pause.</summary>
        public IReadOnlyList<Subscriber> Paused => paused;

        /// <summary>Whether nobody hears anything.</summary>
        public bool IsEmpty => all.Count == 0 && paused.Count == 0;

        /// <summary>Whether anybody hears of what did not get through.</summary>
        public bool HasBackups { get; } = all.Any(static one => one.Backup is not null);

        /// <summary>The contact behind a target; null when it is no more.</summary>
        public Contact? Contact(string target) => contacts.GetValueOrDefault(target);

        /// <summary>Whose lane it is, and what is to become of what waits in it. The subscriber is there where it hears.</summary>
        public (Hearing Hearing, Subscriber? Subscriber) Of(LaneKey lane)
        {
            var id = WithoutBackup(lane.Subscription);
            if (Find(lane.Key.Source, id) is { } subscriber && subscriber.Generation == lane.Generation) return (Hearing.Hears, subscriber);
            return (held.Contains((lane.Key.Source, id, lane.Generation)) ? Hearing.Held : Hearing.Gone, null);
        }

        /// <summary>Over which channel a subscription's messages go now, be they its backup's; empty when it is no more.</summary>
        public string ChannelOf(string source, string subscription)
        {
            var subscriber = Find(source, WithoutBackup(subscription));
            return (subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal) ? subscriber?.Backup?.Target.Channel : subscriber?.Channel) ?? "";
        }

        private Subscriber? Find(string source, string id) => byId.GetValueOrDefault((source, id)) ?? byId.GetValueOrDefault((null, id));

        private static string WithoutBackup(string subscription) =>
            subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal) ? subscription[..^NotificationIds.Backup.Length] : subscription;
    }
}
