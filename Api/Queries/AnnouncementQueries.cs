using Api.Calls;
using Api.Problems;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Api.Queries;

/// <summary>What was announced, newest first.</summary>
internal sealed class AnnouncementQueries(IGrainFactory grains, Query query)
{
    public async Task List(HttpContext context)
    {
        var parameters = new QueryParameters(context.Request.Query);
        var (source, limit, shipment) = (parameters.Source, parameters.Limit, parameters.Text("shipment", 200));
        if (await query.Rejects(context, parameters, source)) return;
        var id = shipment is null ? null : EntityIds.Normalise(EntityKind.Shipment, shipment);
        if (id is not null && !EntityIds.CanExist(id))
        {
            await context.Response.Problem(StatusCodes.Status400BadRequest, "shipment is the id of a shipment.", "shipment");
            return;
        }

        var key = id is null ? (EntityKey?)null : new EntityKey(source, EntityKind.Shipment, id);
        var (answered, records) = await query.Ask(context, () => grains.Any<IAnnouncementGrain>().List(source, key, limit));
        if (answered)
            await context.Response.Json(new ItemList<AnnouncementItem>([.. records!.Select(AnnouncementItem.Of)], null), QueryJson.Answers.Announcements);
    }
}

/// <summary>One announcement.</summary>
/// <param name="Entity">What it is about.</param>
/// <param name="Thing">Such as <c>milestone:departed</c>.</param>
/// <param name="Revision">0 the first time; higher ones correct it.</param>
internal sealed record AnnouncementItem(
    EntityItem Entity,
    string Thing,
    int Revision,
    long Version,
    DateTimeOffset OccurredAt,
    DateTimeOffset AnnouncedAt,
    IReadOnlyList<NotificationItem> Notifications)
{
    public static AnnouncementItem Of(AnnouncementRecord record) => new(
        EntityItem.Of(record.Key), record.Thing, record.Revision, record.Version, record.OccurredAt, record.AnnouncedAt, [.. record.Notifications.Select(NotificationItem.Of)]);
}

/// <summary>One message to one stakeholder.</summary>
/// <param name="State"><c>pending</c>, <c>sent</c> or <c>failed</c>.</param>
internal sealed record NotificationItem(
    string Id, string Subscription, string Channel, string State, int Attempts, DateTimeOffset? SentAt, string? LastError)
{
    public static NotificationItem Of(NotificationRecord record) =>
        new(record.Id, record.Subscription, record.Channel, record.State, record.Attempts, record.SentAt, record.LastError);
}
