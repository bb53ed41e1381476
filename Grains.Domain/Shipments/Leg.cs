using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>One leg as it is known.</summary>
internal sealed class Leg(string id, PartFacts facts)
{
    /// <summary>The leg of these facts: made once, and kept from state to state until an event touches it.</summary>
    public static Leg Of(string id, PartFacts facts)
    {
        if (facts.Derived is not Leg leg || leg.Id != id) facts.Derived = leg = new Leg(id, facts);
        return leg;
    }

    public string Id { get; } = id;
    public PartFacts Facts { get; } = facts;
    public DateTimeOffset? Departure { get; } = facts.Instant(Aspect.ActualDeparture);
    public DateTimeOffset? Arrival { get; } = facts.Instant(Aspect.ActualArrival);
    public DateTimeOffset? EstimatedDeparture { get; } = facts.Instant(Aspect.EstimatedDeparture);
    public DateTimeOffset? EstimatedArrival { get; } = facts.Instant(Aspect.EstimatedArrival);
    public DateTimeOffset? DeletedAt { get; } = facts.Instant(Aspect.DeletedAt);
    public FactValue.Place? Origin { get; } = facts.Place(Aspect.Origin);
    public FactValue.Place? Destination { get; } = facts.Place(Aspect.Destination);
    public string? Mode { get; } = facts.Text(Aspect.TransportationMode);

    /// <summary>That it has departed, as a milestone of its own.</summary>
    public MilestoneEntry? Departed { get; } = VoyageProgress.Entry(Milestone.Departed, new PartKey(Part.Leg, id), facts, Aspect.ActualDeparture, facts.Place(Aspect.Origin) ?? facts.Place(Aspect.DepartureLocation));

    /// <summary>That it has arrived, likewise.</summary>
    public MilestoneEntry? Arrived { get; } = VoyageProgress.Entry(Milestone.Arrived, new PartKey(Part.Leg, id), facts, Aspect.ActualArrival, facts.Place(Aspect.Destination) ?? facts.Place(Aspect.ArrivalLocation));

    public bool Deleted => DeletedAt is not null;

    /// <summary>
    /// The way to the main voyage: it ends where no voyage ends, or begins at the seller's and is not known to end at the consignee's. What a truck does there (loaded,
    /// delivered) takes nothing away from the port of unloading.
    /// </summary>
    public bool IsPreCarriage => !ToPortOfUnloading && (Destination.IsOnTheWay() || (Origin.IsAtTheSeller() && !Destination.IsFinal()));

    /// <summary>The last that is known of its last way by truck; nothing of a deleted leg.</summary>
    public DateTimeOffset? LastWay
    {
        get
        {
            DateTimeOffset? last = null;
            foreach (var step in (ReadOnlySpan<Aspect>)[Aspect.LoadedOnTruck, Aspect.OutForDelivery, Aspect.Delivered, Aspect.DeliveryCompleted])
            {
                if (!Deleted && Facts.Instant(step) is { } at && !(at <= last)) last = at;
            }

            return last;
        }
    }

    public bool FromPortOfLoading => Origin.IsPortOfLoading();

    /// <summary>Whether it ends at the port of unloading, or at the FMC port before an inland one.</summary>
    public bool ToPortOfUnloading => Destination.IsPortOfUnloading();

    /// <summary>Whether it takes the goods from the port of unloading on.</summary>
    public bool FromPortOfUnloading => Origin.IsPortOfUnloading();

    /// <summary>Order of travel: the least actual, else estimated, departure; then the least id. A leg without any comes last.</summary>
    public static int ByTravel(Leg left, Leg right)
    {
        var byTime = (left.Departure ?? left.EstimatedDeparture ?? DateTimeOffset.MaxValue)
            .CompareTo(right.Departure ?? right.EstimatedDeparture ?? DateTimeOffset.MaxValue);
        return byTime != 0 ? byTime : PartKey.CompareIds(left.Id, right.Id);
    }

    /// <param name="main">Whether it speaks for the shipment's departure or arrival (<see cref="MainVoyage"/>).</param>
    public LegView ToView(bool main) => new(
        Id, Mode, Facts.Text(Aspect.CarrierName), Origin.ToView(), Destination.ToView(),
        new VoyageDatesView(EstimatedDeparture, EstimatedArrival), new VoyageDatesView(Departure, Arrival), main, DeletedAt,
        Vessel(), Delivery(), Origin?.Tags ?? [], Destination?.Tags ?? []);

    private VesselView? Vessel()
    {
        var vessel = new VesselView(
            Facts.Text(Aspect.VesselName), Facts.Text(Aspect.VesselImo), Facts.Text(Aspect.VoyageNumber), Facts.Text(Aspect.Scac));
        return vessel is { Name: null, Imo: null, Voyage: null, Scac: null } ? null : vessel;
    }

    private LegDeliveryView Delivery() => new(
        Facts.Instant(Aspect.LoadedOnTruck),
        new PlannedView(Facts.Instant(Aspect.EstimatedOutForDelivery), Facts.Instant(Aspect.OutForDelivery)),
        Facts.Instant(Aspect.Delivered),
        Facts.Instant(Aspect.DeliveryCompleted),
        Facts.Instant(Aspect.AppointmentRequested),
        Facts.Instant(Aspect.Appointment) ?? Facts.Instant(Aspect.AppointmentScheduled));
}
