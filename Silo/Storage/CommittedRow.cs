using Grains.Commits;
using Grains.Journal;
using Grains.Notifications;

namespace Silo.Storage;

/// <summary>A row of <c>commits</c>, as much of it as was asked for.</summary>
/// <param name="Entities">The keys as <see cref="CommitKeys"/> encodes them; null: not asked for.</param>
/// <param name="Refused">The places of the keys that do not count.</param>
/// <param name="Announcements">As <see cref="AnnouncementBlock"/> encodes them; null: none, or not asked for.</param>
internal readonly record struct CommittedRow(CommitPlace Place, DateTimeOffset CommittedAt, byte[]? Entities, int[] Refused, byte[]? Announcements)
{
    /// <summary>Blocks of announcements on one page, as they are stored, but for the first: they grow to a hundred times of it, and all are in memory at once.</summary>
    public const int PageBytes = 256 * 1024;

    /// <summary>The id after which commits are read: one of which only a part has been dealt with is read again.</summary>
    public static long After(CommitPlace place) => place.Part > 0 ? place.Id - 1 : place.Id;

    public ReadCommit Read()
    {
        try
        {
            var keys = Entities is null ? [] : CommitKeys.Decode(Entities);
            IReadOnlyList<OwedAnnouncement> announcements = Announcements is null ? [] : AnnouncementBlock.Decode(Announcements, keys, Refused, CommittedAt);
            var refused = Refused;
            return new ReadCommit(Place, CommittedAt, refused.Length == 0 ? keys : [.. keys.Where((_, place) => !refused.Contains(place))], announcements);
        }
        catch (InvalidDataException)
        {
            return new ReadCommit(Place, CommittedAt, [], [], IsDamaged: true);
        }
    }
}
