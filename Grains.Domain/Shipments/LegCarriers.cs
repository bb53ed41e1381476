using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>The references of a leg by air or by truck: its flight, its truck. As a null it says that the leg has none (any more).</summary>
internal static class LegCarriers
{
    private static readonly (string[] Objects, (Aspect Aspect, string[] Names)[] Fields)[] Carriers =
    [
        (["air_leg"],
        [
            (Aspect.FlightNumber, ["flight_number", "flight"]),
            (Aspect.AirlineCode, ["airline_code", "iata_code", "airline_iata_code", "carrier_iata_code"]),
        ]),
        (["trucking_leg", "truck_leg"],
        [
            (Aspect.TrackingNumber, ["tracking_number", "pro_number"]),
            (Aspect.TruckService, ["service_type"]),
            (Aspect.Driver, ["driver_name", "driver"]),
            (Aspect.TruckNumber, ["truck_number", "license_plate", "vehicle_number"]),
        ]),
    ];

    public static void Read(Saying saying, JsonElement leg, string id, DateTimeOffset? stamp)
    {
        foreach (var (objects, fields) in Carriers)
        {
            foreach (var name in objects)
            {
                if (!leg.TryGet(name, out var carrier)) continue;
                var about = saying.About(Part.Leg, id, carrier, Nulls.Withdraw, stamp);
                foreach (var (aspect, names) in fields)
                {
                    if (carrier.ValueKind == JsonValueKind.Null) about.Say(aspect, (FactValue?)null);
                    else about.Text(aspect, names);
                }
            }
        }
    }

    /// <summary>A leg's view with them.</summary>
    public static LegView With(LegView view, PartFacts leg)
    {
        var flight = new FlightView(leg.Text(Aspect.FlightNumber), leg.Text(Aspect.AirlineCode));
        var truck = new TruckView(leg.Text(Aspect.TrackingNumber), leg.Text(Aspect.TruckService), leg.Text(Aspect.Driver), leg.Text(Aspect.TruckNumber));
        return view with
        {
            Flight = flight is { Number: null, Airline: null } ? null : flight,
            Truck = truck is { TrackingNumber: null, Service: null, Driver: null, Vehicle: null } ? null : truck,
        };
    }
}
