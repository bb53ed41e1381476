using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Shipments;

/// <summary>
/// Dialect B: what the type itself says, such as <c>/shipment_leg#arrived</c>. The full object beside it says more;
/// where it has a value for the same thing, that stands. A null there does not: objects lag.
/// </summary>
internal static class ObjectPathEvents
{
    public static void Read(Saying saying, EventType type)
    {
        switch (type.Effect)
        {
            case EventEffect.ShipmentCreated:
                Whole(saying, Aspect.CreatedAt);
                break;
            case EventEffect.CustomsCleared:
                Customs.Cleared(saying);
                break;
            case EventEffect.Delivered:
                saying.Whole.Place(Aspect.DeliveryLocation, "location");
                if (!saying.Dates(Part.Whole, "", Aspect.ObjectDelivery)) Whole(saying, Aspect.ActualDelivery);
                break;
            case EventEffect.ReturnedToShipper:
                Containers.Returned(saying);
                break;
            case EventEffect.DocumentsSentToBroker:
                Whole(saying, Aspect.BrokerInformed);
                break;
            case EventEffect.CommercialInvoicesEntered:
                Whole(saying, Aspect.InvoicesEntered);
                break;
            case EventEffect.ExportCleared:
                Whole(saying, Aspect.ExportCleared);
                break;
            case EventEffect.InBondFiled:
                Whole(saying, Aspect.InBondFiled);
                break;
            case EventEffect.FreeTradeZoneAdmitted:
                Whole(saying, Aspect.FreeTradeZoneAdmitted);
                break;
            case EventEffect.CustomsHold or EventEffect.ExportHold:
                Customs.Held(saying, type);
                break;
            case EventEffect.DisruptionOpened:
                Disruptions.Opened(saying, type);
                break;
            case EventEffect.BookingConfirmed:
                Bookings.Confirmed(saying);
                break;
            case EventEffect.DocumentUploaded:
                Documents.Uploaded(saying);
                break;
            default:
                ReadPart(saying, type.Effect);
                break;
        }
    }

    private static void ReadPart(Saying saying, EventEffect effect)
    {
        switch (effect)
        {
            case EventEffect.LegDeparted:
                Leg(saying, Aspect.ActualDeparture, Aspect.DepartureLocation);
                break;
            case EventEffect.LegArrived:
                Leg(saying, Aspect.ActualArrival, Aspect.ArrivalLocation);
                break;
            case EventEffect.LegLoadedOnTruck:
                Leg(saying, Aspect.LoadedOnTruck);
                break;
            case EventEffect.LegOutForDelivery:
                Leg(saying, Aspect.OutForDelivery);
                break;
            case EventEffect.LegDelivered:
                Leg(saying, Aspect.Delivered);
                break;
            case EventEffect.LegDeliveryCompleted:
                Leg(saying, Aspect.DeliveryCompleted);
                break;
            case EventEffect.LegAppointmentRequested:
                Leg(saying, Aspect.AppointmentRequested);
                break;
            case EventEffect.LegAppointmentScheduled:
                Leg(saying, Aspect.AppointmentScheduled);
                break;
            case EventEffect.ContainerLoaded:
                Container(saying, Aspect.LoadedAt, Aspect.LoadingLocation);
                break;
            case EventEffect.ContainerUnloaded:
                Container(saying, Aspect.UnloadedAt, Aspect.UnloadingLocation);
                break;
            case EventEffect.ContainerAvailable:
                Container(saying, Aspect.Available, Aspect.Terminal);
                break;
            case EventEffect.ContainerAppointmentScheduled:
                Container(saying, Aspect.AppointmentScheduled);
                break;
            case EventEffect.FreeTimeToExpire:
                Container(saying, Aspect.FreeTimeNotice, Aspect.Terminal);
                break;
            case EventEffect.FreeTimeExpired:
                Container(saying, Aspect.FreeTimeExpired, Aspect.Terminal);
                break;
            case EventEffect.EmptyReturned:
                Container(saying, Aspect.EmptyReturned);
                break;
            default:
                break; // A note, another kind's event, or an object that has said it all.
        }
    }

    private static void Whole(Saying saying, Aspect happened) => Say(saying, Part.Whole, "", happened);

    private static void Leg(Saying saying, Aspect happened, Aspect? location = null)
    {
        // A resource may be something else than the type names: a shipment is no leg. A mere reference says by its type what it is.
        var kind = saying.Resource(out var leg);
        if (kind == ObjectKind.None) kind = leg.Text("ref_type") is { } reference ? ObjectPath.KindOf(reference) : ObjectKind.Leg;
        if (kind == ObjectKind.Leg && leg.Id("id") is { } id) Say(saying, Part.Leg, id, happened, location);
    }

    /// <summary>At the container; what happened on a leg, at the container on that leg.</summary>
    private static void Container(Saying saying, Aspect happened, Aspect? location = null)
    {
        if (Containers.Named(saying) is not { } container) return;
        var key = saying.Resource(out var resource) == ObjectKind.Container ? new PartKey(Part.Container, container) : ContainerLegs.Key(container, resource);
        // Where it can be fetched is where its free time runs, whichever leg brought it there.
        if (location == Aspect.Terminal && key.Part != Part.Container)
        {
            saying.About(Part.Container, container, saying.Data, Nulls.SayNothing).Place(Aspect.Terminal, "location");
            location = null;
        }

        Say(saying, key.Part, key.Id, happened, location);
    }

    private static void Say(Saying saying, Part part, string partId, Aspect happened, Aspect? location = null)
    {
        if (location is { } where) saying.About(part, partId, saying.Data, Nulls.SayNothing).Place(where, "location");
        saying.Affirm(part, partId, happened);
    }
}
