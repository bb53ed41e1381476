namespace Grains.Interfaces.Notifications;

/// <summary>Lists notifications and has them tried again. Stateless: any key serves.</summary>
public interface INotificationGrain : IGrainWithIntegerKey
{
    /// <exception cref="ArgumentException">The cursor is not that of an earlier page of this question.</exception>
    [Alias("Find")]
    Task<NotificationPage> Find(NotificationQuery query);

    /// <summary>One notification with its message, or null when the source has none of that id.</summary>
    [Alias("Read")]
    Task<NotificationFile?> Read(string source, string id);

    /// <summary>Makes it due now, its attempts counted anew, under the same id; a sent one is never sent again.</summary>
    [Alias("Retry")]
    Task<RetryOutcome> Retry(string source, string id);
}
