using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>
/// Dialect B: what the type itself says, such as <c>/shipment_leg#arrived</c>. The full object beside it says more;
/// where it speaks about the same thing it stands, be it by a null.
/// </summary>
internal static class ObjectPathEvents
{
    public static void Read(Saying saying, string name)
    {
        saying.Data.TryGet("resource", out var resource);
        switch (name)
        {
            case "/shipment#customs_entry_release_status_released":
                ShipmentReports.Happened(saying, Part.Whole, "", Aspect.CustomsCleared, Aspect.ClearanceLocation, saying.OccurredAt);
                break;
            case "/shipment#delivered_in_full":
                saying.Whole.Place(Aspect.DeliveryLocation, "location");
                if (!Stated(saying, Part.Whole, "", Aspect.ActualDelivery)) saying.Whole.Say(Aspect.ActualDelivery, saying.OccurredAt);
                break;
            case "/shipment#booking_confirmed":
                Papers.Bookings.Confirmed(saying);
                break;
            case "/document#document_created":
                Papers.Documents.Uploaded(saying);
                break;
            case "/shipment_leg#departed":
                Leg(saying, resource, Aspect.ActualDeparture, Aspect.DepartureLocation);
                break;
            case "/shipment_leg#arrived":
                Leg(saying, resource, Aspect.ActualArrival, Aspect.ArrivalLocation);
                break;
            case "/ocean/shipment_container_leg#loaded_on_board":
                ContainerLeg(saying, resource, Aspect.LoadedAt, Aspect.LoadingLocation);
                break;
            case "/ocean/shipment_container_leg#unloaded_off_board":
                ContainerLeg(saying, resource, Aspect.UnloadedAt, Aspect.UnloadingLocation);
                break;
            default:
                if (Disruptions.Opens(name)) saying.About(Part.Disruption, name, saying.Data, Nulls.SayNothing).Say(Aspect.Since, saying.OccurredAt);
                else if (Customs.Holds(name)) saying.Whole.Say(Aspect.CustomsHold, saying.OccurredAt);
                break;
        }
    }

    private static bool Stated(Saying saying, Part part, string partId, Aspect aspect)
    {
        foreach (var fact in saying.Facts)
        {
            if (fact.About.Part == part && fact.About.Aspect == aspect && fact.About.PartId == partId) return true;
        }

        return false;
    }

    private static void Leg(Saying saying, JsonElement leg, Aspect milestone, Aspect location)
    {
        if (leg.Id("id") is not { } id) return;
        var about = saying.About(Part.Leg, id, saying.Data, Nulls.SayNothing);
        about.Place(location, "location");
        if (!Stated(saying, Part.Leg, id, milestone)) about.Say(milestone, saying.OccurredAt);
    }

    /// <summary>A container leg refers to its container by id alone; the view joins it with the number.</summary>
    private static void ContainerLeg(Saying saying, JsonElement leg, Aspect milestone, Aspect location)
    {
        if (!leg.TryGet("shipment_container", out var container) || container.Id("id") is not { } id) return;
        saying.About(Part.Container, id, container, Nulls.SayNothing).Say(Aspect.Identity, id);
        ShipmentReports.Happened(saying, Part.Container, id, milestone, location, saying.OccurredAt);
    }
}
