using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;

namespace Silo.Storage;

/// <summary>Announcements on their way into a list, newest first.</summary>
internal sealed class ListedAnnouncements(int limit)
{
    // An announcement is made once. Should an event have announced something again, the first one stands.
    private readonly Dictionary<(EntityKey Key, string Thing, int Revision), AnnouncementRecord> records = [];

    public bool IsFull => records.Count >= limit;

    /// <param name="announcements">Each further call brings older ones.</param>
    public void Add(IEnumerable<OwedAnnouncement> announcements)
    {
        foreach (var one in announcements) Add(new AnnouncementRecord(one.Key, one.Thing, one.Revision, one.Version, one.OccurredAt, one.AnnouncedAt, []));
    }

    public void Add(AnnouncementRecord record)
    {
        var name = (record.Key, record.Thing, record.Revision);
        if (!records.TryGetValue(name, out var known) || record.Version < known.Version) records[name] = record;
    }

    public List<AnnouncementRecord> Newest() =>
    [
        .. records.Values
            .OrderByDescending(static one => one.AnnouncedAt).ThenByDescending(static one => one.Version).ThenBy(static one => one.Key.Kind)
            .ThenBy(static one => one.Key.Id, StringComparer.Ordinal).ThenBy(static one => one.Thing, StringComparer.Ordinal).ThenByDescending(static one => one.Revision)
            .Take(limit),
    ];
}
