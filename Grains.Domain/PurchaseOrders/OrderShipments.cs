using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.PurchaseOrders;

/// <summary>The shipments of an order, as they told of themselves (<see cref="ShipmentStanding"/>).</summary>
internal static class OrderShipments
{
    /// <summary>Those that carry its goods now: a shipment from which the order was taken out tells so, and is none any more.</summary>
    public static List<(string Id, PartFacts Facts)> Of(EntityState state)
    {
        var whole = state.Whole;
        var shipments = new List<(string, PartFacts)>();
        foreach (var (key, facts) in state.Parts.Of(Part.Shipment))
        {
            if (Carries(whole, facts)) shipments.Add((key.Id, facts));
        }

        return shipments;
    }

    public static bool HasLeft(PartFacts shipment) =>
        shipment.Instant(Aspect.ActualPickup) is not null
        || shipment.Instant(Aspect.ActualDeparture) is not null
        || shipment.Text(Aspect.Phase) is "in_transit" or "destination_port" or "inland" or "delivered"
        || shipment.Text(Aspect.Status) is "departed" or "arrived" or "delivered";

    public static bool HasArrived(PartFacts shipment) =>
        shipment.Instant(Aspect.ActualArrival) is not null
        || shipment.Text(Aspect.Phase) is "destination_port" or "inland" or "delivered"
        || shipment.Text(Aspect.Status) is "arrived" or "delivered";

    /// <summary>Days of the place from the order's must-arrive date to the arrival, else to the expected one; null when either is not known.</summary>
    public static int? Slip(PartFacts whole, PartFacts shipment) =>
        whole.Day(Aspect.MustArriveDate) is { } must && (shipment.Instant(Aspect.ActualArrival) ?? shipment.Instant(Aspect.EstimatedArrival)) is { } arrival
            ? DateOnly.FromDateTime(arrival.DateTime).DayNumber - must.DayNumber
            : null;

    public static IReadOnlyList<OrderShipmentView> View(EntityState state) => Of(state).ConvertAll(shipment =>
    {
        var (id, facts) = shipment;
        return new OrderShipmentView(
            id,
            facts.Text(Aspect.Name),
            facts.Text(Aspect.Status),
            facts.Text(Aspect.Phase),
            new VoyageDatesView(facts.Instant(Aspect.EstimatedDeparture), facts.Instant(Aspect.EstimatedArrival)),
            new VoyageDatesView(facts.Instant(Aspect.ActualDeparture), facts.Instant(Aspect.ActualArrival)),
            facts.Instant(Aspect.ActualPickup),
            facts.Instant(Aspect.ActualDelivery),
            facts.Instant(Aspect.ArchivedAt),
            Slip(state.Whole, facts));
    });

    /// <summary>What they say that they carry of it.</summary>
    public static IEnumerable<ShipmentItemView> Items(EntityState state)
    {
        var whole = state.Whole;
        foreach (var (_, facts) in Of(state))
        {
            foreach (var item in ShipmentItems.View(facts))
            {
                if (IsNumber(whole, item.PurchaseOrder)) yield return item;
            }
        }
    }

    /// <summary>By the order's own word, by its id in the shipment, or by its number there.</summary>
    private static bool Carries(PartFacts whole, PartFacts shipment)
    {
        if (shipment[Aspect.Identity]?.Value is not null || shipment.Text(Aspect.Reference) is not null) return true;
        foreach (var number in shipment.Words(Aspect.OrderNumbers))
        {
            if (IsNumber(whole, number)) return true;
        }

        return false;
    }

    private static bool IsNumber(PartFacts whole, string? number) =>
        OrderNumber.AreSame(number, whole.Text(Aspect.Number)) || OrderNumber.AreSame(number, whole.Text(Aspect.Identity));
}
