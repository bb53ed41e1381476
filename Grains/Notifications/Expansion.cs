using Grains.Interfaces.Entities;

namespace Grains.Notifications;

/// <summary>An announcement that is to become notifications.</summary>
/// <param name="Message">One JSON object in UTF-8.</param>
public sealed record OwedAnnouncement(
    EntityKey Key, string Thing, int Revision, long Version, DateTimeOffset OccurredAt, DateTimeOffset AnnouncedAt, ReadOnlyMemory<byte> Message);

/// <summary>Announcements that are owed, with what was told about the same things before.</summary>
/// <param name="Told">Who has been told about these things before, be it that a digest has it.</param>
/// <param name="Estimates">What each subscription was told last of the estimates among them.</param>
public sealed record OwedPage(IReadOnlyList<OwedAnnouncement> Announcements, IReadOnlyList<ToldThing> Told, IReadOnlyList<ToldEstimate> Estimates);

/// <summary>An earlier revision has become a notification for this subscription.</summary>
public sealed record ToldThing(string Subscription, EntityKey Key, string Thing);

/// <summary>The estimate that a subscription compares the next one with: the one told last, at first the one it began with.</summary>
/// <param name="Revision">Of the announcement that was looked at last.</param>
/// <param name="Value">UTC; null: said to be withdrawn.</param>
public sealed record ToldEstimate(string Subscription, EntityKey Key, string Thing, int Revision, DateTimeOffset? Value);

/// <summary>What a page of announcements becomes. Decided outside of the store, by what the page said; written as a whole.</summary>
/// <param name="Announcements">Those that it was decided about, also those that nobody hears of.</param>
/// <param name="Notifications">Each of one of the announcements, whose message it is given.</param>
/// <param name="Estimates">Each replaces one of a lower revision.</param>
/// <param name="Digests">Each is made unless it is there.</param>
/// <param name="NotAfter">When it is no longer right by the store's clock, nothing of it is written; null: it stays right.</param>
public sealed record Expansion(
    IReadOnlyList<OwedAnnouncement> Announcements,
    IReadOnlyList<MadeNotification> Notifications,
    IReadOnlyList<ToldEstimate> Estimates,
    IReadOnlyList<MadeDigest> Digests,
    DateTimeOffset? NotAfter)
{
    /// <summary>Whether nothing comes of the announcements.</summary>
    public bool IsEmpty => Notifications.Count == 0 && Estimates.Count == 0 && Digests.Count == 0;

    /// <summary>Where among <see cref="Announcements"/> that of each notification stands.</summary>
    /// <exception cref="InvalidOperationException">A notification is of none of them.</exception>
    public IReadOnlyList<int> Places()
    {
        var places = new Dictionary<(EntityKey, string, int), int>();
        for (var i = 0; i < Announcements.Count; i++) places.TryAdd((Announcements[i].Key, Announcements[i].Thing, Announcements[i].Revision), i);
        return
        [
            .. Notifications.Select(one => places.TryGetValue((one.Key, one.Thing, one.Revision), out var place)
                ? place
                : throw new InvalidOperationException($"Notification {one.Id} is of no announcement of its expansion.")),
        ];
    }
}

/// <summary>A notification to be written, unless there is one of its subscription, entity, thing and revision.</summary>
/// <param name="NextAttemptAt">When it is to be sent; of one that a digest collects, when that is.</param>
/// <param name="EscalateAt">When the backup contact hears of it unless it has been sent; null: nobody does.</param>
/// <param name="Backup">The target to be told then; set with <paramref name="EscalateAt"/>.</param>
/// <param name="Digest">The id of the digest that collects it; null: it is sent by itself.</param>
/// <param name="ToldBefore">Of an estimate: the one that the subscription knew of, which the message is given as <c>toldBefore</c>.</param>
public sealed record MadeNotification(
    string Id,
    string Subscription,
    string Channel,
    string Target,
    EntityKey Key,
    string Thing,
    int Revision,
    DateTimeOffset NextAttemptAt,
    DateTimeOffset? EscalateAt = null,
    BackupTarget? Backup = null,
    string? Digest = null,
    DateTimeOffset? ToldBefore = null);

/// <summary>Where a notification goes that did not get through.</summary>
public sealed record BackupTarget(string Channel, string Target);

/// <summary>The message of a day.</summary>
/// <param name="Id">See <see cref="NotificationIds"/>.</param>
/// <param name="Thing"><c>digest:</c> and the local date on which it goes out.</param>
public sealed record MadeDigest(string Id, string Source, string Subscription, string Channel, string Target, string Thing, DateTimeOffset NextAttemptAt);

/// <summary>Which notifications a caller can send now.</summary>
/// <param name="Channels">What goes over others is left to a silo that has them.</param>
/// <param name="Except">Targets that are left alone.</param>
/// <param name="Only">This target alone; null: any.</param>
public sealed record ClaimScope(IReadOnlyCollection<string> Channels, IReadOnlyCollection<string> Except, string? Only = null)
{
    /// <summary>All targets over these channels.</summary>
    public static ClaimScope Over(params IReadOnlyCollection<string> channels) => new(channels, []);
}
