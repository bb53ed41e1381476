using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Notifications;

/// <summary>Something worth saying, said once per (entity, thing, revision).</summary>
/// <param name="Thing">Such as <c>milestone:departed</c>.</param>
/// <param name="Revision">0 the first time; higher ones correct it.</param>
/// <param name="Version">The entity's version that owed it.</param>
/// <param name="OccurredAt">When the thing happened, UTC.</param>
[GenerateSerializer, Immutable, Alias("flexport.AnnouncementRecord")]
public sealed record AnnouncementRecord(
    [property: Id(0)] EntityKey Key,
    [property: Id(1)] string Thing,
    [property: Id(2)] int Revision,
    [property: Id(3)] long Version,
    [property: Id(4)] DateTimeOffset OccurredAt,
    [property: Id(5)] DateTimeOffset AnnouncedAt,
    [property: Id(6)] IReadOnlyList<NotificationRecord> Notifications);

/// <summary>One message to one stakeholder over one channel.</summary>
/// <param name="Id">Stable over retries: the receiver's idempotency key.</param>
/// <param name="State"><c>pending</c>, <c>sent</c> or <c>failed</c>.</param>
/// <param name="LastError">Why the last attempt failed; never a secret.</param>
[GenerateSerializer, Immutable, Alias("flexport.NotificationRecord")]
public sealed record NotificationRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] string Subscription,
    [property: Id(2)] string Channel,
    [property: Id(3)] string State,
    [property: Id(4)] int Attempts,
    [property: Id(5)] DateTimeOffset? SentAt,
    [property: Id(6)] string? LastError);

/// <summary>Answers what was announced. Stateless: any key serves.</summary>
public interface IAnnouncementGrain : IGrainWithIntegerKey
{
    /// <summary>Newest first; of one entity, or of a whole source when <paramref name="key"/> is null.</summary>
    [Alias("List")]
    Task<IReadOnlyList<AnnouncementRecord>> List(string source, EntityKey? key, int limit);
}
