using Grains.Interfaces.Deadlines;

namespace Grains.Interfaces.Entities;

/// <summary>Entries of the journal that this service makes itself: links, deadlines, and what people say of these. Their ids are reserved, and nobody is told of them.</summary>
public static class OwnEvents
{
    /// <summary>What their ids begin with.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [RelayNames.LinkPrefix, DeadlineNames.Prefix];

    public static bool IsOurs(EventId eventId) => RelayNames.IsLink(eventId) || DeadlineNames.IsDeadline(eventId);
}
