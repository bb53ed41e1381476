using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Notifications;

/// <summary>What to list: newest first by when they were made, then by id, greatest first.</summary>
/// <param name="State">One of <see cref="NotificationStates"/>, or null for any.</param>
/// <param name="Key">Only those about this entity, or null.</param>
/// <param name="Since">Only those made at or after this instant.</param>
/// <param name="Before">Only those made before this instant.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Cursor">Null for the first page, else <see cref="NotificationPage.Next"/>.</param>
[GenerateSerializer, Immutable, Alias("flexport.NotificationQuery")]
public sealed record NotificationQuery(
    [property: Id(0)] string Source,
    [property: Id(1)] string? State,
    [property: Id(2)] EntityKey? Key,
    [property: Id(3)] DateTimeOffset? Since,
    [property: Id(4)] DateTimeOffset? Before,
    [property: Id(5)] int Limit,
    [property: Id(6)] string? Cursor);

/// <summary>The states of a notification, as they are stored and shown.</summary>
public static class NotificationStates
{
    /// <summary>It will be tried, or tried again.</summary>
    public const string Pending = "pending";

    /// <summary>A target took it.</summary>
    public const string Sent = "sent";

    /// <summary>It is not tried any more unless a person says so.</summary>
    public const string Failed = "failed";

    /// <summary>A digest has it, and it is sent when that is.</summary>
    public const string Collected = "collected";

    public static IReadOnlyList<string> All { get; } = [Pending, Sent, Failed, Collected];
}

/// <summary>One message to one stakeholder, with what it is about.</summary>
/// <param name="Id">Stable over retries: the receiver's idempotency key.</param>
/// <param name="State">One of <see cref="NotificationStates"/>.</param>
/// <param name="Attempts">Since it was made, or since a person had it tried again.</param>
/// <param name="CreatedAt">When it was made of its announcement, UTC.</param>
/// <param name="NextAttemptAt">While it is pending; during an attempt, when that one is given up.</param>
/// <param name="LastError">Why the last attempt failed; never a secret.</param>
[GenerateSerializer, Immutable, Alias("flexport.ListedNotification")]
public sealed record ListedNotification(
    [property: Id(0)] string Id,
    [property: Id(1)] EntityKey Key,
    [property: Id(2)] string Thing,
    [property: Id(3)] int Revision,
    [property: Id(4)] string Subscription,
    [property: Id(5)] string Channel,
    [property: Id(6)] string State,
    [property: Id(7)] int Attempts,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset? NextAttemptAt,
    [property: Id(10)] DateTimeOffset? SentAt,
    [property: Id(11)] string? LastError);

/// <summary>A page of notifications.</summary>
/// <param name="Next">Opaque cursor of the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("flexport.NotificationPage")]
public sealed record NotificationPage([property: Id(0)] IReadOnlyList<ListedNotification> Items, [property: Id(1)] string? Next);

/// <summary>A notification with what it says.</summary>
/// <param name="Message">One JSON object in UTF-8.</param>
/// <param name="Words">What people read of it, once it was sent or given up; null for machines.</param>
[GenerateSerializer, Immutable, Alias("flexport.NotificationFile")]
public sealed record NotificationFile([property: Id(0)] ListedNotification Notification, [property: Id(1)] byte[] Message, [property: Id(2)] string? Words = null);

/// <summary>What came of asking for another try.</summary>
public enum RetryOutcome
{
    None = 0,
    /// <summary>It is pending and due; one that is under way just now is due again when its attempt is given up.</summary>
    Due,
    /// <summary>It was sent, and is never sent again.</summary>
    AlreadySent,
    /// <summary>The source has none of that id.</summary>
    Unknown,
    /// <summary>It is part of a digest, which is what can be tried again.</summary>
    Collected,
}
