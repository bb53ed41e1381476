using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.PurchaseOrders;

/// <summary>
/// What a shipment tells the purchase orders whose goods it carries: not its events, but what it has come to, whenever that has changed. Of two
/// tellings that of the higher version stands.
/// </summary>
public static class ShipmentStanding
{
    /// <summary>What is told of a state: that by which a shipment judges whether it has anything to tell.</summary>
    public static IReadOnlyList<(Aspect Aspect, FactValue? Value)> Of(EntityState state) => VoyageProgress.Of(state).ToldToOrders;

    /// <summary>For the voyage to keep.</summary>
    internal static IReadOnlyList<(Aspect Aspect, FactValue? Value)> Make(EntityState state, VoyageProgress voyage)
    {
        var whole = voyage.Whole;
        return
        [
            (Aspect.Status, Text(voyage.Status)),
            (Aspect.Phase, Text(voyage.Phase)),
            (Aspect.Name, Text(whole.Text(Aspect.Name))),
            (Aspect.EstimatedDeparture, Instant(voyage.EstimatedDeparture)),
            (Aspect.EstimatedArrival, Instant(voyage.EstimatedArrival, voyage.TerminalZone)),
            (Aspect.ActualPickup, Instant(First(whole.Instant(Aspect.ActualPickup), voyage.Legs.Where(static leg => !leg.Deleted).Select(static leg => leg.Departure)))),
            (Aspect.ActualDeparture, Instant(voyage.Reached(Milestone.Departed)?.At)),
            (Aspect.ActualArrival, Instant(voyage.Reached(Milestone.Arrived)?.At, voyage.TerminalZone)),
            (Aspect.ActualDelivery, Instant(voyage.Reached(Milestone.Delivered)?.At)),
            (Aspect.ArchivedAt, Instant(whole.Instant(Aspect.ArchivedAt))),
            (Aspect.OrderNumbers, new FactValue.Words(whole.Words(Aspect.OrderNumbers))),
            (Aspect.OrderIds, new FactValue.Words([.. ShipmentItems.Orders(state).Where(static order => order.Named).Select(static order => order.Id)])),
            (Aspect.Items, new FactValue.Words(whole.Words(Aspect.Items))),
        ];
    }

    /// <summary>The event by which an order is told what the view shows.</summary>
    /// <param name="version">That which changed it: told again, perhaps of a later view, it is the same event.</param>
    /// <param name="estimate">Whether it tells of the expected arrival: left out, what was told of that before stands, since when it was told.</param>
    public static Relayed Tell(EntityKey shipment, ShipmentView view, long version, bool estimate, long fingerprint)
    {
        var facts = Of(view)
            .Where(told => estimate || told.Aspect != Aspect.EstimatedArrival)
            .Select(told => new Fact(new Thing(Part.Shipment, shipment.Id, told.Aspect), told.Value))
            .ToList();
        return new Relayed(
            shipment, RelayNames.StandingOf(shipment.Id, version, estimate), RelayNames.StandingType, view.UpdatedAt, view.UpdatedAt, fingerprint, "",
            StateCodec.EncodeFacts(facts), []);
    }

    /// <summary>The same of its view.</summary>
    public static IReadOnlyList<(Aspect Aspect, FactValue? Value)> Of(ShipmentView view) =>
    [
        (Aspect.Status, Text(view.Status)),
        (Aspect.Phase, Text(view.Phase)),
        (Aspect.Name, Text(view.Name)),
        (Aspect.EstimatedDeparture, Instant(view.Estimates.Departure)),
        (Aspect.EstimatedArrival, Instant(view.Estimates.Arrival, view.TerminalZone)),
        (Aspect.ActualPickup, Instant(First(view.Pickup.Actual, view.Legs.Where(static leg => leg.DeletedAt is null).Select(static leg => leg.Actuals.Departure)))),
        (Aspect.ActualDeparture, Instant(view.Actuals.Departure)),
        (Aspect.ActualArrival, Instant(view.Actuals.Arrival, view.TerminalZone)),
        (Aspect.ActualDelivery, Instant(view.Milestones.LastOrDefault(static one => one is { Milestone: "delivered", Leg: null, Container: null })?.OccurredAt)),
        (Aspect.ArchivedAt, Instant(view.ArchivedAt)),
        (Aspect.OrderNumbers, new FactValue.Words(view.References.PurchaseOrders)),
        (Aspect.OrderIds, new FactValue.Words([.. view.Orders.Where(static order => order.Named).Select(static order => order.Id)])),
        (Aspect.Items, new FactValue.Words(ShipmentItems.Words(view.Items))),
    ];

    private static DateTimeOffset? First(DateTimeOffset? first, IEnumerable<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            if (other < first || first is null) first = other ?? first;
        }

        return first;
    }

    private static FactValue.Text? Text(string? text) => text is null ? null : new FactValue.Text(text);

    /// <param name="zone">Where the arrival is: an order counts the days of that place.</param>
    private static FactValue.Instant? Instant(DateTimeOffset? instant, string? zone = null) => instant is { } at ? new FactValue.Instant(Zones.AtPlace(at, zone)) : null;
}
