using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Shipments;

/// <summary>Dialect B's full objects (contract §4, §5). A null is a value: the fact is withdrawn. An absent field says nothing.</summary>
internal static class ShipmentObjects
{
    /// <summary>A list in a body counts up to here; the largest vessels' shipments have dozens.</summary>
    private const int MostContainers = 1000;

    public static void Read(Saying saying)
    {
        if (saying.Data.TryGet("shipment", out var shipment) && Is(saying, shipment, ObjectKind.Shipment)) ReadShipment(saying, shipment);
        // What the event is about comes last: of one event's sayings about one thing the last stands.
        ReadContainers(saying);
        switch (saying.Resource(out var resource))
        {
            case ObjectKind.Shipment:
                ReadShipment(saying, resource);
                break;
            case ObjectKind.Leg:
                ReadLeg(saying, resource);
                break;
            case ObjectKind.Container:
                Containers.Read(saying, resource);
                break;
            case ObjectKind.ContainerLeg:
                ContainerLegs.Read(saying, resource);
                break;
            case ObjectKind.CustomsEntry:
                Customs.ReadEntry(saying, resource);
                break;
            case ObjectKind.Document:
                Documents.Read(saying, resource);
                break;
            case ObjectKind.Booking:
                Bookings.Read(saying, resource);
                break;
            default:
                break; // No object, or one that the shipment's state does not need.
        }
    }

    private static void ReadContainers(Saying saying)
    {
        if (!saying.Data.TryGet("containers", out var containers) || containers.ValueKind != JsonValueKind.Array) return;
        foreach (var container in containers.First(MostContainers))
        {
            if (Is(saying, container, ObjectKind.Container)) Containers.Read(saying, container);
            else if (Refers(saying, container, ObjectKind.Container)) Containers.Refer(saying, container);
        }
    }

    /// <summary>
    /// Whether this is a full object of that kind, whatever product's path stands before it: a mere reference to one is not.
    /// In dialect B an object that does not say what it is, is what its place stands for, if it says more than an id.
    /// </summary>
    private static bool Is(Saying saying, JsonElement element, ObjectKind kind)
    {
        if (element.ValueKind != JsonValueKind.Object) return false;
        if (element.TryGet("_object", out var path) && path.ValueKind != JsonValueKind.Null)
            return path.AsText() is { } text && ObjectPath.KindOf(text) == kind;
        return saying.Type.StartsWith('/') && !element.TryGet("ref_type", out _) && SaysMoreThanId(element);
    }

    private static bool SaysMoreThanId(JsonElement element)
    {
        var mere = 0;
        foreach (var name in (ReadOnlySpan<string>)["_object", "id", "link"])
        {
            if (element.TryGet(name, out _)) mere++;
        }

        return element.GetPropertyCount() > mere;
    }

    /// <summary>Whether this names a thing of that kind by its id and says nothing else.</summary>
    private static bool Refers(Saying saying, JsonElement element, ObjectKind kind) => element.Text("ref_type") is { } path
        ? ObjectPath.KindOf(path) == kind
        : saying.Type.StartsWith('/') && element.Text("_object") is null;

    private static void ReadShipment(Saying saying, JsonElement shipment)
    {
        if (shipment.Id("id") is not { } id) return;
        var stamp = shipment.Instant("updated_at");
        var about = saying.About(Part.Whole, "", shipment, Nulls.Withdraw, stamp);
        about.Say(Aspect.Identity, id);
        about.Text(Aspect.Name, "name");
        about.Text(Aspect.Status, "status");
        about.Text(Aspect.TransportationMode, "transportation_mode");
        about.Instant(Aspect.EstimatedDeparture, "estimated_departure_date");
        about.Instant(Aspect.EstimatedArrival, "estimated_arrival_date");
        about.Instant(Aspect.EstimatedDelivery, "estimated_delivered_in_full_date");
        about.Instant(Aspect.EstimatedPickup, "estimated_picked_up_in_full_date");
        // The shipment's own actual dates lag behind its legs: a null takes back only what an older version of this object said.
        var lagging = stamp is null ? Nulls.SayNothing : Nulls.Withdraw;
        about.Instant(Aspect.ObjectDeparture, lagging, "actual_departure_date");
        about.Instant(Aspect.ObjectArrival, lagging, "actual_arrival_date");
        about.Instant(Aspect.ObjectDelivery, lagging, "actual_delivered_in_full_date");
        about.Instant(Aspect.ActualPickup, Nulls.SayNothing, "actual_picked_up_in_full_date");
        // Nobody takes a creation back.
        about.Instant(Aspect.CreatedAt, Nulls.SayNothing, "created_date");
        about.Day(Aspect.CargoReadyDate, "cargo_ready_date");
        about.Instant(Aspect.ArchivedAt, "archived_at");
        Containers.ReadLcl(saying, shipment, stamp);
        ShipmentPapers.Read(saying, shipment, stamp);
        if (shipment.TryGet("booking", out var booking) && booking.Id("id") is { } bookingId)
            saying.About(Part.Booking, bookingId, booking, Nulls.SayNothing, stamp).Say(Aspect.Identity, bookingId);
    }

    private static void ReadLeg(Saying saying, JsonElement leg)
    {
        if (leg.Id("id") is not { } id) return;
        var stamp = leg.Instant("updated_at");
        var about = saying.About(Part.Leg, id, leg, Nulls.Withdraw, stamp);
        about.Say(Aspect.Identity, id);
        about.Instant(Aspect.EstimatedDeparture, "estimated_departure_date");
        about.Instant(Aspect.EstimatedArrival, "estimated_arrival_date");
        about.Instant(Aspect.ActualDeparture, "actual_departure_date");
        about.Instant(Aspect.ActualArrival, "actual_arrival_date");
        about.Place(Aspect.Origin, "origin");
        about.Place(Aspect.Destination, "destination");
        about.Text(Aspect.TransportationMode, "transportation_mode");
        about.Text(Aspect.CarrierName, "carrier_name");
        about.Instant(Aspect.DeletedAt, "deleted_at");
        ReadVessel(saying, leg, id, stamp);
        LegCarriers.Read(saying, leg, id, stamp);
        if (!leg.TryGet("additional_dates", out var dates)) return;
        var more = saying.About(Part.Leg, id, dates, Nulls.Withdraw, stamp);
        more.Instant(Aspect.Appointment, "delivery_appointment_scheduled_for_date");
        more.Instant(Aspect.EstimatedOutForDelivery, "estimated_out_for_delivery_date");
    }

    /// <summary>As a null it says that the leg has no vessel (any more): a re-planned leg may go on by truck.</summary>
    private static void ReadVessel(Saying saying, JsonElement leg, string id, DateTimeOffset? stamp)
    {
        if (!leg.TryGet("ocean_leg", out var ocean)) return;
        if (ocean.ValueKind == JsonValueKind.Null)
        {
            var none = saying.About(Part.Leg, id, leg, Nulls.Withdraw, stamp);
            foreach (var aspect in (ReadOnlySpan<Aspect>)[Aspect.VesselName, Aspect.VesselImo, Aspect.VoyageNumber, Aspect.Scac]) none.Say(aspect, (FactValue?)null);
            return;
        }

        var vessel = saying.About(Part.Leg, id, ocean, Nulls.Withdraw, stamp);
        vessel.Text(Aspect.VesselName, "vessel_name");
        vessel.Text(Aspect.VesselImo, "vessel_imo");
        vessel.Text(Aspect.VoyageNumber, "voyage_number");
        vessel.Text(Aspect.Scac, "scac_code");
    }
}
