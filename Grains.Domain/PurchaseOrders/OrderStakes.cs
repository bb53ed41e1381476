using System.Text.Json;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.PurchaseOrders;

/// <summary>What is at stake with a deadline of an order: the day that it must keep, and the shipment that will not.</summary>
internal static class OrderStakes
{
    /// <param name="subject">Of <c>must_arrive</c> the shipment.</param>
    public static void Write(Utf8JsonWriter writer, string kind, string subject, EntityState state)
    {
        var whole = state.Whole;
        if (kind == "cargo_ready") writer.Day("cargoReadyDate", whole.Day(Aspect.CargoReadyDate));
        if (kind != "must_arrive") return;
        writer.Day("mustArriveDate", whole.Day(Aspect.MustArriveDate));
        PartFacts? shipment = OrderShipments.Of(state).Find(one => one.Id == subject).Facts;
        writer.Text("shipmentName", shipment?.Text(Aspect.Name));
        writer.Instant("expected", shipment?.Instant(Aspect.EstimatedArrival));
        writer.Place(whole.Place(Aspect.Destination));
    }
}
