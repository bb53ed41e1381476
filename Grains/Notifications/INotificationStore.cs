using Grains.Commits;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Grains.Notifications;

/// <summary>One message owed to one subscription.</summary>
/// <param name="Id">Stable over retries: see <see cref="NotificationIds"/>.</param>
/// <param name="Target">What it is sent to: the channel's name for the one in the configuration, <c>source/stakeholder/contact</c> for a stakeholder's.</param>
/// <param name="Key">Of a digest the source, with no kind and no id.</param>
/// <param name="AnnouncedAt">Of a digest: when it was begun.</param>
/// <param name="Message">One JSON object in UTF-8, as the announcement has it. Of a digest: see <see cref="Digests"/>.</param>
/// <param name="Attempts">How often it has been tried since it was made, or since a person had it tried again; this time included.</param>
/// <param name="Retries">How often a person had it tried again.</param>
public sealed record Notification(
    string Id,
    string Subscription,
    string Channel,
    string Target,
    EntityKey Key,
    string Thing,
    int Revision,
    DateTimeOffset AnnouncedAt,
    ReadOnlyMemory<byte> Message,
    int Attempts,
    int Retries = 0)
{
    /// <summary>What the subscription was told of the same thing before, as the announcement of then had it; null: nothing. Then the message is news, and corrects nothing.</summary>
    public ReadOnlyMemory<byte>? Told { get; init; }
}

/// <summary>How an attempt ended.</summary>
/// <param name="Attempt">Which attempt, as <see cref="Notification.Attempts"/> gave it: who comes after his lease may only report success.</param>
/// <param name="Retries">As <see cref="Notification.Retries"/> gave it: whom a person's retry has overtaken may only report success, too.</param>
/// <param name="SentAt">Set when it went out.</param>
/// <param name="NextAttemptAt">Set when it is to be tried again; neither set: it has failed for good.</param>
/// <param name="Error">What went wrong, without secrets.</param>
public sealed record NotificationOutcome(string Id, int Attempt, DateTimeOffset? SentAt, DateTimeOffset? NextAttemptAt, string? Error, int Retries = 0);

/// <summary>The notifications that announcements become.</summary>
public interface INotificationStore
{
    /// <summary>Announcements that older programs left without expanding them, oldest first; those of one entity in the order of its versions.</summary>
    Task<IReadOnlyList<OwedAnnouncement>> OldOwed(int limit, CancellationToken cancellation);

    /// <summary>The announcements with what was told about the same things before.</summary>
    Task<OwedPage> Told(IReadOnlyList<OwedAnnouncement> announcements, CancellationToken cancellation);

    /// <summary>
    /// Writes what announcements become, and moves the reader on, both or neither. Of several who decide about the same ones the first writes; where the reader then stands, the others' decision
    /// does not begin, and nothing of it is written.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    Task<bool> Expand(Expansion expansion, CommitMove move, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes pending notifications that are due, oldest first, counts an attempt and puts them off by the lease; no two callers get the same one.</summary>
    Task<IReadOnlyList<Notification>> Claim(ClaimScope scope, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation);

    /// <summary>Hands what has not been sent by its time on to the backup contact, once, as a notification of the subscription <c>id#backup</c>.</summary>
    /// <returns>How many were handed on.</returns>
    Task<int> Escalate(int limit, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Writes down how attempts ended; what a digest has collected shares its outcome. What has failed for good is due to be handed on.</summary>
    Task Record(IReadOnlyList<NotificationOutcome> outcomes, CancellationToken cancellation);

    /// <summary>When the next pending notification in the scope is due; null when there is none.</summary>
    /// <param name="handsOn">Whether that the next one is to be handed on counts as well.</param>
    Task<DateTimeOffset?> NextDue(ClaimScope scope, bool handsOn, CancellationToken cancellation);

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
