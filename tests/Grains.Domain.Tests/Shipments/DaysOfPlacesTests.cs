using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Shipments;

/// <summary>What date filters of lists compare with: calendar and clock of the place, at both ends of the world.</summary>
public sealed class DaysOfPlacesTests
{
    private const string Kiritimati = "Pacific/Kiritimati";
    private const string PagoPago = "Pacific/Pago_Pago";

    [Theory]
    [InlineData(Kiritimati, "2026-11-26T00:00:00+14:00", "2026-11-26T00:00:00Z")]
    [InlineData(Kiritimati, "2026-11-26T23:59:59+14:00", "2026-11-26T23:59:59Z")]
    [InlineData(PagoPago, "2026-11-26T00:00:00-11:00", "2026-11-26T00:00:00Z")]
    [InlineData(PagoPago, "2026-11-26T23:59:59-11:00", "2026-11-26T23:59:59Z")]
    // Without an offset of the place its zone tells the day.
    [InlineData(Kiritimati, "2026-11-25T10:00:00Z", "2026-11-26T00:00:00Z")]
    [InlineData(PagoPago, "2026-11-26T11:00:00Z", "2026-11-26T00:00:00Z")]
    // Noon and midnight of UTC are written for a day.
    [InlineData(Kiritimati, "2026-11-26", "2026-11-26T00:00:00Z")]
    [InlineData(PagoPago, "2026-11-26", "2026-11-26T00:00:00Z")]
    [InlineData(Kiritimati, "2026-11-26T12:00:00Z", "2026-11-26T12:00:00Z")]
    [InlineData("Nowhere/Atall", "2026-11-26T13:00:00Z", "2026-11-26T13:00:00Z")]
    public void DepartureAndArrival_FallOnTheDayOfThePlace(string zone, string at, string clock)
    {
        var head = Stories.Shipment().Told(Leg(zone, at)).Head;

        head.DepartsAt.ShouldBe(Say.At(clock));
        head.ArrivesAt.ShouldBe(Say.At(clock));
        head.ArrivesAt!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    private static Delivery Leg(string zone, string at) => Say.Event(
        "/shipment_leg#updated_estimated_time_of_arrival",
        Objects.Data(Objects.Leg("11", "ocean", fields: new JsonObject
        {
            ["estimated_departure_date"] = at,
            ["estimated_arrival_date"] = at,
            ["origin"] = Port(zone, "port_of_loading"),
            ["destination"] = Port(zone, "port_of_unloading"),
        })),
        recorded: "2026-11-01T00:00:00Z");

    private static JsonObject Port(string zone, string tag)
    {
        var node = Objects.Node("Port", "XX", tag);
        node["place"]!["address"]!["timezone"] = zone;
        return node;
    }
}
