using Flexport.Webhooks.Events;

namespace Grains.Domain.Shipments;

/// <summary>What Flexport calls exceptions: open until a move (departed, arrived, delivered, a container loaded or unloaded) with a strictly greater time is known. Derived, never stored.</summary>
internal static class Disruptions
{
    /// <summary>Whether an event of this type opens a disruption: the catalogue says so.</summary>
    public static bool Opens(string type) => EventCatalogue.TryGet(type, out var known) && known.Category == EventCategory.Disruption;
}
