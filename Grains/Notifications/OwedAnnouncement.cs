using Grains.Interfaces.Entities;

namespace Grains.Notifications;

/// <summary>An announcement that is to become notifications.</summary>
/// <param name="Message">One JSON object in UTF-8.</param>
public sealed record OwedAnnouncement(
    EntityKey Key, string Thing, int Revision, long Version, DateTimeOffset OccurredAt, DateTimeOffset AnnouncedAt, ReadOnlyMemory<byte> Message);

/// <summary>Where a notification goes that did not get through.</summary>
public sealed record BackupTarget(string Channel, string Target);
