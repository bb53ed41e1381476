using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;

namespace Grains.Domain.Shipments;

/// <summary>Dialect A (contract §3): names such as <c>departed</c>, data that carry what their name says. A null says nothing.</summary>
internal static class NamedEvents
{
    public static void Read(Saying saying, EventEffect effect)
    {
        switch (effect)
        {
            case EventEffect.CargoReady:
                ShipmentReports.Happened(saying, Part.Whole, "", Aspect.CargoReady, Aspect.CargoReadyLocation, saying.OccurredAt);
                break;
            case EventEffect.Departed:
                Moved(saying, Aspect.ActualDeparture, Aspect.DepartureLocation);
                break;
            case EventEffect.Arrived:
                Moved(saying, Aspect.ActualArrival, Aspect.ArrivalLocation);
                break;
            case EventEffect.CustomsCleared:
                Customs.Cleared(saying);
                break;
            case EventEffect.Delivered:
                ShipmentReports.Happened(saying, Part.Whole, "", Aspect.ActualDelivery, Aspect.DeliveryLocation, saying.OccurredAt);
                break;
            case EventEffect.EstimatedDeparture or EventEffect.EstimatedArrival or EventEffect.DatesMoved or EventEffect.ActualDeparture:
                Transit(saying, effect);
                break;
            case EventEffect.BookingConfirmed:
                Bookings.Confirmed(saying);
                break;
            case EventEffect.BookingAmended:
                Bookings.Amended(saying);
                break;
            case EventEffect.DocumentUploaded:
                Documents.Uploaded(saying);
                break;
            case EventEffect.BillOfLadingReady:
                Documents.BillOfLadingReady(saying);
                break;
            case EventEffect.ContainerLoaded:
                Container(saying, Aspect.LoadedAt, Aspect.LoadingLocation, "loaded_at");
                break;
            case EventEffect.ContainerUnloaded:
                Container(saying, Aspect.UnloadedAt, Aspect.UnloadingLocation, "unloaded_at");
                break;
            default:
                break; // Another kind's event: a note.
        }
    }

    private static (Part Part, string Id) LegOrWhole(Saying saying) =>
        saying.Data.Id("leg_id", "shipment_leg_id") is { } leg ? (Part.Leg, leg) : (Part.Whole, "");

    private static void Moved(Saying saying, Aspect milestone, Aspect location)
    {
        var (part, id) = LegOrWhole(saying);
        ShipmentReports.Happened(saying, part, id, milestone, location, saying.OccurredAt);
    }

    /// <summary>Estimates and the actual departure. A value under a name of its own counts in any of these events; a nameless one is the event's.</summary>
    private static void Transit(Saying saying, EventEffect effect)
    {
        var (part, id) = LegOrWhole(saying);
        var about = saying.About(part, id, saying.Data, Nulls.SayNothing);
        var departure = saying.Instant(saying.Data, "estimated_departure", "estimated_departure_date", "etd", "new_etd");
        var arrival = saying.Instant(saying.Data, "estimated_arrival", "estimated_arrival_date", "eta", "new_eta");
        var actual = effect == EventEffect.ActualDeparture
            ? saying.When(saying.Data, "actual_departure", "actual_departure_date", "atd", "actual_at", "date", "value")
            : saying.Instant(saying.Data, "actual_departure", "actual_departure_date", "atd");
        switch (effect)
        {
            case EventEffect.EstimatedDeparture:
                departure ??= Nameless();
                break;
            case EventEffect.EstimatedArrival:
                arrival ??= Nameless();
                break;
            case EventEffect.ActualDeparture:
                break;
            default:
                if (departure is null && actual is null) arrival ??= Nameless();
                break;
        }

        if (departure is { } etd) about.Say(Aspect.EstimatedDeparture, etd);
        if (arrival is { } eta) about.Say(Aspect.EstimatedArrival, eta);
        if (actual is { } atd) ShipmentReports.Happened(saying, part, id, Aspect.ActualDeparture, Aspect.DepartureLocation, atd);

        DateTimeOffset? Nameless() => saying.Instant(saying.Data, "estimated_at", "date", "value");
    }

    private static void Container(Saying saying, Aspect aspect, Aspect location, string field)
    {
        var container = saying.Named("container");
        var number = Containers.Number(container.Object) ?? Containers.Painted(saying.Data.Id("container_number"));
        if (Containers.Key(number, container.Id) is not { } part) return;
        container.Read(Part.Container, part, static (about, _) => Containers.Describe(about));
        Containers.Identify(saying.About(Part.Container, part, saying.Data, Nulls.SayNothing), Containers.Written(container.Object) ?? Containers.Written(saying.Data), container.Id);
        ShipmentReports.Happened(saying, Part.Container, part, aspect, location, container.When(field));
    }
}
