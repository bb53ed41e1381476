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
        if (saying.Data.TryGet("shipment", out var shipment) && Is(shipment, ObjectKind.Shipment)) ReadShipment(saying, shipment);
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
            case ObjectKind.Document:
                Documents.Read(saying, resource);
                break;
            case ObjectKind.Booking:
                Bookings.Read(saying, resource);
                break;
            default:
                break; // No object, or one that the shipment's state does not need.
        }

        if (!saying.Data.TryGet("containers", out var containers) || containers.ValueKind != JsonValueKind.Array) return;
        foreach (var container in containers.EnumerateArray().Take(MostContainers))
        {
            if (Is(container, ObjectKind.Container)) Containers.Read(saying, container);
        }
    }

    /// <summary>Whether this is a full object of that kind, whatever product's path stands before it: a mere reference to one is not.</summary>
    private static bool Is(JsonElement element, ObjectKind kind) => element.Text("_object") is { } path && ObjectPath.KindOf(path) == kind;

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
        // The shipment's own actual dates lag behind its legs: only a date says something.
        about.Instant(Aspect.ActualDeparture, Nulls.SayNothing, "actual_departure_date");
        about.Instant(Aspect.ActualArrival, Nulls.SayNothing, "actual_arrival_date");
        about.Instant(Aspect.ActualDelivery, Nulls.SayNothing, "actual_delivered_in_full_date");
        about.Day(Aspect.CargoReadyDate, "cargo_ready_date");
        about.Instant(Aspect.ArchivedAt, "archived_at");
        ShipmentPapers.Read(saying, shipment, stamp);
        if (shipment.TryGet("booking", out var booking) && booking.Id("id") is { } bookingId)
            saying.About(Part.Booking, bookingId, booking, Nulls.SayNothing, stamp).Say(Aspect.Identity, bookingId);
    }

    private static void ReadLeg(Saying saying, JsonElement leg)
    {
        if (leg.Id("id") is not { } id) return;
        var about = saying.About(Part.Leg, id, leg, Nulls.Withdraw, leg.Instant("updated_at"));
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
    }
}
