using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Shipments;

/// <summary>What a delivery says about a shipment: first what full objects in it say, then what the event's own type says. What a type says, the catalogue knows.</summary>
internal static class ShipmentReports
{
    public static void Read(Saying saying)
    {
        ShipmentObjects.Read(saying);
        if (!EventCatalogue.TryGet(saying.Event, out var known)) return;
        if (known.Dialect == Dialect.ObjectPath) ObjectPathEvents.Read(saying, known);
        else NamedEvents.Read(saying, known.Effect);
        if (known.Dialect == Dialect.Named) ShipmentItems.ReadNamed(saying);
    }

    /// <summary>States a milestone and, where the event names one, its place. Without a time that can be read there is no milestone.</summary>
    public static void Happened(Saying saying, Part part, string partId, Aspect milestone, Aspect location, DateTimeOffset? at)
    {
        var about = saying.About(part, partId, saying.Data, Nulls.SayNothing);
        about.Say(milestone, at);
        about.Place(location, "location");
    }
}
