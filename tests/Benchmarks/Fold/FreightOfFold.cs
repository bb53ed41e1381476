using System.Globalization;
using System.Text;
using Grains.Interfaces.Entities;

namespace Benchmarks.Fold;

/// <summary>One shipment by sea with three legs and so many containers, told in full objects of dialect B. Invented.</summary>
internal static class FreightOfFold
{
    public const string Shipment = "870001";

    private static readonly DateTimeOffset Beginnings = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The events that make it known, each container with its last free day: what is watched of it counts too.</summary>
    public static IEnumerable<Delivery> Beginning(int containers)
    {
        var boxes = string.Join(',', Enumerable.Range(0, containers).Select(i => Box(i, "2026-05-20T07:00:00Z")));
        yield return Event(0, "/shipment#created", Ship(0), $"[{boxes}]", 0);
        for (var leg = 0; leg < 3; leg++) yield return Event(leg + 1, "/shipment_leg#updated_estimated_time_of_departure", Leg(leg, 0), "[]", 0);
        yield return Event(9, "/shipment#weather_delay", Ship(0), "[]", 0);
    }

    /// <summary>An estimate of a leg moves: the leg and the shipment whole, no container.</summary>
    public static Delivery OfLeg(int i) => Event(100 + i, "/shipment_leg#updated_estimated_time_of_arrival", Leg(1, i), "[]", i);

    /// <summary>One container whole, and the shipment.</summary>
    public static Delivery OfContainer(int i, int containers) => Event(
        100 + i, "/ocean/shipment_container#free_time_to_expire", Box(i % containers, Time("2026-05-20T07:00:00Z", i)), "[]", i);

    private static Delivery Event(int id, string type, string resource, string containers, int i)
    {
        var body = $$$"""
            {"_object":"/event","id":{{{id}}},"version":2,"type":"{{{type}}}","data":{"_object":"/shipment_event_data","resource":{{{resource}}},
             "shipment":{{{Ship(i)}}},"location":null,"containers":{{{containers}}}}}
            """;
        var at = Beginnings.AddMinutes(id);
        return new Delivery(new EventId(id.ToString(CultureInfo.InvariantCulture)), type, type, at, at, at, "main", Encoding.UTF8.GetBytes(body));
    }

    private static string Ship(int i) => $$$"""
        {"_object":"/shipment","id":{{{Shipment}}},"name":"Spring coats","status":"in_transit_to_arrival_port","transportation_mode":"ocean",
         "estimated_departure_date":"2026-03-08T12:00:00+08:00","estimated_arrival_date":"{{{Time("2026-05-10T12:00:00Z", i)}}}",
         "actual_departure_date":"2026-03-09T12:00:00+08:00","actual_arrival_date":null,"estimated_delivered_in_full_date":"2026-05-24T12:00:00-07:00",
         "incoterm":"FOB","priority":"standard","freight_type":"port_to_door","cargo_ready_date":"2026-03-02",
         "ocean_shipment":{"house_bill_number":"HRON870001","master_bill_number":"MRLW55501234","carrier_booking_number":"CB-77120"},
         "shippers":[{"id":11,"name":"Heron & Reed"}],"consignees":[{"id":12,"name":"Wren Outfitters"}],"buyers":[{"id":12,"name":"Wren Outfitters"}],
         "sellers":[{"id":11,"name":"Heron & Reed"}],"importers_of_record":[],"items":[{"purchase_order_number":"WSO-1"},{"purchase_order_number":"WSO-2"}],
         "metadata":{"season":["spring"]},"updated_at":"{{{Time("2026-03-01T00:00:00Z", i)}}}"}
        """;

    private static string Leg(int leg, int i)
    {
        var departed = leg < 2 ? "\"2026-03-08T12:00:00+08:00\"" : "null";
        var mode = leg == 1 ? "ocean" : "truck";
        var (origin, destination) = leg == 1 ? ("port_of_loading", "port_of_unloading") : ("origin_address", "destination_address");
        return $$$"""
            {"_object":"/shipment_leg","id":{{{7100 + leg}}},"transportation_mode":"{{{mode}}}","carrier_name":"Petrel Lines",
             "estimated_departure_date":"2026-03-0{{{7 + leg}}}T12:00:00+08:00","estimated_arrival_date":"{{{Time("2026-05-10T12:00:00Z", i)}}}",
             "actual_departure_date":{{{departed}}},"actual_arrival_date":null,
             "origin":{"place":{"name":"Port {{{leg}}}","address":{"country":"China","timezone":"Asia/Shanghai"}},"tags":["{{{origin}}}"]},
             "destination":{"place":{"name":"Port {{{leg + 1}}}","address":{"country":"United States","timezone":"America/Los_Angeles"}},"tags":["{{{destination}}}"]},
             "ocean_leg":{"vessel_name":"Grey Petrel","vessel_imo":"9000001","voyage_number":"014E","scac_code":"PTRL"},"updated_at":"{{{Time("2026-03-01T00:00:00Z", i)}}}"}
            """;
    }

    private static string Box(int box, string lastFreeDay) => $$$"""
        {"_object":"/ocean/shipment_container","id":{{{90_000 + box}}},"container_number":"ABCU{{{3_000_000 + box:D7}}}","container_type":"dry","container_size":"forty_ft",
         "seal_number":"S{{{box}}}","actual_departure_date":"2026-03-09T12:00:00+08:00","last_free_day_date":"{{{lastFreeDay}}}","empty_returned_date":null}
        """;

    private static string Time(string from, int minutes) =>
        DateTimeOffset.Parse(from, CultureInfo.InvariantCulture).AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
