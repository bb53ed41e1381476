using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Grains.Notifications;

/// <summary>Who hears of announcements, over which channel.</summary>
/// <param name="Id">Stable: part of the uniqueness of a notification.</param>
/// <param name="Channel">The name of a registered channel.</param>
public sealed record Subscription(string Id, string Channel);

/// <summary>One message owed to one subscription.</summary>
/// <param name="Id">Stable over retries; derived from (subscription, entity, thing, revision).</param>
/// <param name="Message">One JSON object in UTF-8, as the announcement has it.</param>
/// <param name="Attempts">How often it has been tried since it was made, or since a person had it tried again; this time included.</param>
/// <param name="Retries">How often a person had it tried again.</param>
public sealed record Notification(
    string Id,
    string Subscription,
    string Channel,
    EntityKey Key,
    string Thing,
    int Revision,
    DateTimeOffset AnnouncedAt,
    ReadOnlyMemory<byte> Message,
    int Attempts,
    int Retries = 0);

/// <summary>How an attempt ended.</summary>
/// <param name="Attempt">Which attempt, as <see cref="Notification.Attempts"/> gave it: who comes after his lease may only report success.</param>
/// <param name="Retries">As <see cref="Notification.Retries"/> gave it: whom a person's retry has overtaken may only report success, too.</param>
/// <param name="SentAt">Set when it went out.</param>
/// <param name="NextAttemptAt">Set when it is to be tried again; neither set: it has failed for good.</param>
/// <param name="Error">What went wrong, without secrets.</param>
public sealed record NotificationOutcome(string Id, int Attempt, DateTimeOffset? SentAt, DateTimeOffset? NextAttemptAt, string? Error, int Retries = 0);

/// <summary>Announcements owed and the notifications that they become.</summary>
public interface INotificationStore
{
    /// <summary>Turns announcements not expanded yet into one notification for each subscription, once, oldest first; several callers share the work.</summary>
    /// <returns>How many announcements were expanded.</returns>
    Task<int> Expand(IReadOnlyList<Subscription> subscriptions, int limit, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes pending notifications that are due, oldest first, counts an attempt and puts them off by the lease; no two callers get the same one.</summary>
    /// <param name="channels">Only those over channels that the caller has: what it cannot send is left to a silo that can.</param>
    Task<IReadOnlyList<Notification>> Claim(IReadOnlyCollection<string> channels, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Writes down how attempts ended.</summary>
    Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation);

    /// <summary>When the next pending notification over one of these channels is due, or null when none is pending.</summary>
    Task<DateTimeOffset?> NextDue(IReadOnlyCollection<string> channels, CancellationToken cancellation);

    /// <summary>Newest announcements first, with their notifications; of one entity, or of a whole source.</summary>
    Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation);

    /// <summary>A page of notifications, newest first.</summary>
    /// <exception cref="ArgumentException">The cursor is not that of an earlier page of this question.</exception>
    Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation);

    /// <summary>One notification with its message, or null when the source has none of that id.</summary>
    Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation);

    /// <summary>
    /// Makes one that is not sent pending and due now, its attempts counted anew. One that is under way stays out of reach until its lease ends:
    /// should it get through it is sent, and nothing else that this attempt reports counts any more.
    /// </summary>
    Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation);
}
