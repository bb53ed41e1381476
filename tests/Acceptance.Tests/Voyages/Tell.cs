using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit.Bodies;

namespace Acceptance.Tests.Voyages;

/// <summary>Deliveries of dialect B in the words of a case. All companies and places are invented.</summary>
internal static class Tell
{
    public const string Known = "/shipment_leg#updated_estimated_time_of_arrival";
    public const string Noted = "/shipment#updated_route";
    public const string Released = "/shipment#customs_entry_release_status_released";

    /// <summary>An event about a leg. Its places are called <c>Origin 1</c> and <c>End 1</c> for leg 1.</summary>
    /// <param name="id">The last digits of the leg's id.</param>
    /// <param name="ends">Tags of both ends, such as <c>port_of_loading > transshipment</c>; several of one end are joined by commas.</param>
    /// <param name="shipment">Fields of the shipment beside it.</param>
    /// <param name="more">More fields of the leg.</param>
    public static Telling Leg(
        string id, string? mode, string ends, string? departed = null, string? arrived = null, string? etd = null, string? eta = null, string shipment = Ocean,
        string more = "", string zones = "Europe/Oslo > Europe/Oslo", string type = Known, string? occurred = null, string? recorded = null)
    {
        var (tags, places) = (ends.Split('>'), zones.Split('>'));
        var leg = $$"""
            {"_object":"/shipment_leg","id":{{id}},"transportation_mode":{{Json(mode)}},"actual_departure_date":{{Json(departed)}},"actual_arrival_date":{{Json(arrived)}},
             "estimated_departure_date":{{Json(etd)}},"estimated_arrival_date":{{Json(eta)}},
             "origin":{{Node($"Origin {id}", places[0], tags[0])}},"destination":{{Node($"End {id}", places[1], tags[1])}}{{Also(more)}} }
            """;
        return Event(type, leg, shipment, occurred: occurred, recorded: recorded);
    }

    /// <summary>The shipment's fields where it goes by sea.</summary>
    public const string Ocean = """ "transportation_mode":"ocean" """;

    /// <summary>A shipment of a mode, with more fields.</summary>
    public static string By(string? mode, string more = "") => $""" "transportation_mode":{Json(mode)} {Also(more)} """;

    /// <summary>An event that only shows the shipment.</summary>
    public static Telling Whole(string fields, string type = Noted, string? occurred = null, string? recorded = null) => Event(type, null, fields, occurred: occurred, recorded: recorded);

    /// <summary>An event of dialect B.</summary>
    public static Telling Event(
        string type, string? resource, string? shipment = "", string? location = null, string? containers = null, string more = "", string? occurred = null, string? recorded = null)
    {
        var whole = $$"""{"_object":"/shipment","id":{id}{{Also(shipment ?? "")}} }""";
        return new Telling(
            type,
            $$"""
            {"_object":"/shipment_event_data","resource":{{resource ?? whole}},"shipment":{{(shipment is null ? "null" : whole)}},"location":{{location ?? "null"}},
             "containers":[{{containers}}]{{Also(more)}} }
            """,
            occurred,
            recorded);
    }

    /// <summary>An event that lists a full container; without a number it is known by its id.</summary>
    public static Telling Box(string fields, string id = "{id}1", string type = Noted, string? occurred = null, string? recorded = null) =>
        Event(type, null, Ocean, containers: Container(fields, id), occurred: occurred, recorded: recorded);

    public static string Container(string fields, string id = "{id}1") => $$"""{"_object":"/ocean/shipment_container","id":{{id}}{{Also(fields)}} }""";

    /// <summary>A container leg says so of itself.</summary>
    public static Telling OnLeg(string name, string leg, string occurred, string dates = "{}", string container = "{id}1", string? location = null) => Event(
        $"/ocean/shipment_container_leg#{name}",
        $$"""
        {"_object":"/ocean/shipment_container_leg","id":{{container}}{{leg}},"dates":{{dates}},
         "shipment_container":{"_object":"/api/refs/object","ref_type":"/ocean/shipment_container","id":{{container}} },
         "leg":{"_object":"/api/refs/object","ref_type":"/shipment_leg","id":{{leg}} } }
        """,
        Ocean,
        location,
        occurred: occurred);

    /// <summary>A customs entry shows its status.</summary>
    public static Telling Entry(string id, string status, string? occurred = null, string? recorded = null) => Event(
        "/customs_entry#updated", $$$"""{"_object":"/customs_entry","id":"{{{id}}}","release_status":"{{{status}}}","shipment":{"id":{id} } }""", null, occurred: occurred, recorded: recorded);

    /// <summary>Customs hold the goods: of a watched case the alarm that must come, for it to be seen that the others do not.</summary>
    public static Telling HeldSince(string occurred, string? recorded = null) => Event("/shipment#customs_agriculture_hold", null, occurred: occurred, recorded: recorded ?? occurred);

    /// <summary>An event about an invoice <c>inv-{id}</c>.</summary>
    public static Telling Invoice(string name, string fields, string? occurred = null, string? recorded = null, string more = "") => Event(
        $"/invoice#{name}", $$"""{"_object":"/invoice","id":"inv-{id}"{{Also(fields)}} }""", null, more: more, occurred: occurred, recorded: recorded);

    /// <summary>An event about a purchase order <c>{id}5</c>.</summary>
    public static Telling Order(string fields, string name = "created", string? recorded = null) => Event(
        $"/purchase_order#{name}", $$"""{"_object":"/purchase_order","id":{id}5{{Also(fields)}} }""", null, recorded: recorded);

    public static string Node(string name, string zone, string tags) => new JsonObject
    {
        ["place"] = new JsonObject { ["name"] = name, ["address"] = new JsonObject { ["country"] = "Fenland", ["timezone"] = zone.Trim() } },
        ["tags"] = new JsonArray([.. tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static tag => (JsonNode)tag)]),
    }.ToJsonString();

    /// <summary>The body of a telling, once its names are filled in.</summary>
    public static byte[] Body(Telling told, long eventId, string recorded)
    {
        if (told.Type.Length == 0) return System.Text.Encoding.UTF8.GetBytes(told.Data);
        var data = JsonNode.Parse(told.Data)!.AsObject();
        if (told.Type[0] == '/')
        {
            return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
            {
                ["_object"] = "/event", ["id"] = eventId, ["version"] = 2, ["type"] = told.Type, ["created_at"] = recorded, ["occurred_at"] = told.Occurred ?? recorded, ["data"] = data,
            });
        }

        if (!data.ContainsKey("occurred_at")) data["occurred_at"] = told.Occurred ?? recorded;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = $"e{eventId}", ["type"] = told.Type, ["created_at"] = recorded, ["data"] = data });
    }

    private static string Json(string? text) => text is null ? "null" : JsonSerializer.Serialize(text);

    private static string Also(string fields) => string.IsNullOrWhiteSpace(fields) ? "" : "," + fields;
}
