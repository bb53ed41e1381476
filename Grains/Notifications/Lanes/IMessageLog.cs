using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Grains.Notifications.Lanes;

/// <summary>
/// Who was told what, and who is to be: what waits stands in lanes (<c>pending</c>, <c>collected</c>), what has ended in the log of messages (<c>sent</c>, <c>failed</c>). Where a message is of a lane its
/// id tells which, see <see cref="MessageIds"/>.
/// </summary>
public interface IMessageLog
{
    /// <summary>Newest announcements first, of one entity or of a whole source, each with the messages about it: at most <paramref name="limit"/> announcements, and of each at most 20 messages.</summary>
    Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit, CancellationToken cancellation);

    /// <summary>A page of messages, newest first.</summary>
    /// <exception cref="ArgumentException">The cursor is not that of an earlier page of this question.</exception>
    Task<NotificationPage> Find(NotificationQuery query, CancellationToken cancellation);

    /// <summary>One message with what it says, or null when the source has none of that id.</summary>
    Task<NotificationFile?> Read(string source, string id, CancellationToken cancellation);

    /// <summary>
    /// Makes one that failed, or waits for another attempt, due now, its attempts counted anew; its mailbox is not paused any more. A digest that failed collects its members again.
    /// <see cref="RetryOutcome.AlreadySent"/> as well where the lane has moved on to a higher revision.
    /// </summary>
    Task<RetryOutcome> Retry(string source, string id, DateTimeOffset now, CancellationToken cancellation);
}
