using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Api.Queries;

/// <summary>What a notification is about.</summary>
/// <param name="Kind"><c>shipment</c>, <c>purchase_order</c> or <c>invoice</c>.</param>
internal sealed record NotificationEntity(string Source, string Kind, string Id)
{
    /// <summary>Null for a digest, which is about many.</summary>
    public static NotificationEntity? Of(EntityKey key) => key.Kind == EntityKind.None ? null : new(key.Source, EntityItem.Of(key).Kind, key.Id);
}

/// <summary>A notification as listed.</summary>
/// <param name="State"><c>pending</c>, <c>sent</c>, <c>failed</c>, or <c>collected</c> by a digest.</param>
/// <param name="Attempts">Since it was made, or since a person had it tried again.</param>
/// <param name="NextAttemptAt">While it is pending.</param>
internal sealed record NotificationRow(
    string Id,
    NotificationEntity? Entity,
    string Thing,
    int Revision,
    string Subscription,
    string Channel,
    string State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? SentAt,
    string? LastError)
{
    public static NotificationRow Of(ListedNotification one) => new(
        one.Id, NotificationEntity.Of(one.Key), one.Thing, one.Revision, one.Subscription, one.Channel, one.State, one.Attempts, one.CreatedAt, one.NextAttemptAt,
        one.SentAt, one.LastError);
}

/// <summary>A notification with what it says.</summary>
internal sealed record NotificationDetail(
    string Id,
    NotificationEntity? Entity,
    string Thing,
    int Revision,
    string Subscription,
    string Channel,
    string State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset? SentAt,
    string? LastError,
    JsonElement Message,
    string? Words)
{
    public static NotificationDetail Of(NotificationFile file)
    {
        var row = NotificationRow.Of(file.Notification);
        return new NotificationDetail(
            row.Id, row.Entity, row.Thing, row.Revision, row.Subscription, row.Channel, row.State, row.Attempts, row.CreatedAt, row.NextAttemptAt, row.SentAt,
            row.LastError, JsonElement.Parse(file.Message), file.Words);
    }
}

/// <summary>What came of asking for another try.</summary>
internal sealed record RetryAnswer(string Id, string State);
