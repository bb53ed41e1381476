using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §4: objects that lag, what was dropped, one key however it is spelt, and conflicts. Times are in <see cref="TimeCases"/>.</summary>
internal static class OtherCases
{
    private const string At = "2031-02-01T00:00:00Z";
    private const string Stamped = """ "updated_at":"2031-02-02T00:00:00Z" """;

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        VoyageCase.Of(
            "Departed stands before a null in the same event's object",
            [Leg("1", "ocean", "port_of_loading > port_of_unloading", more: Stamped, type: "/shipment_leg#departed", occurred: At)],
            Shipment("status", "departed"), Shipment("actuals.departure", At)),
        VoyageCase.Of(
            "Arrived stands before a null in the same event's object",
            [Leg("1", "ocean", "port_of_loading > port_of_unloading", "2031-01-09T00:00:00Z", more: Stamped, type: "/shipment_leg#arrived", occurred: At)],
            Shipment("status", "arrived"), Shipment("actuals.arrival", At)),
        VoyageCase.Of(
            "Delivered stands before a null in the same event's object",
            [Whole(By("ocean", """ "actual_delivered_in_full_date":null,"updated_at":"2031-02-02T00:00:00Z" """), "/shipment#delivered_in_full", At)],
            Shipment("status", "delivered")) with { HeldBefore = true },
        VoyageCase.Of(
            "Empty returned stands before a null in the same event's object",
            [Event("/ocean/shipment_container#empty_returned", Container(""" "empty_returned_date":null,"updated_at":"2031-02-02T00:00:00Z" """), Ocean, occurred: At)],
            Shipment("containers[0].emptyReturnedAt", At)),
        OnBoard("loaded_on_board", "actual_load_date", "loadedAt"),
        OnBoard("unloaded_off_board", "actual_discharge_date", "unloadedAt"),
        VoyageCase.Of(
            "An event of a leg whose resource is a shipment makes no leg of it",
            [Event("/shipment_leg#departed", """{"_object":"/shipment","id":{id}}""", Ocean, occurred: At)],
            Shipment("legs[].id", "")),
        Passing("returned", """ "empty_returned_date":"2031-03-10T00:00:00Z" """),
        Passing("delivered", """ "actual_delivery_date":"2031-03-10T00:00:00Z" """),
        Passing(
            "discharged, with the shipment arrived, and now loaded for another", "",
            new("arrived", """{"shipment_id":"{id}"}""", "2031-02-27T00:00:00Z"), new("container_unloaded", """{"container_number":"PLVU{id}","shipment_id":"{id}"}""", "2031-03-01T00:00:00Z")),
        VoyageCase.Of(
            "The flight of a leg is shown",
            [Leg("1", "air", "port_of_loading >", more: """ "air_leg":{"_object":"/air/shipment_leg","flight_number":"PV 8402","iata_code":"PV"} """)],
            Shipment("legs[0].flight.number", "PV 8402"), Shipment("legs[0].flight.airline", "PV")),
        VoyageCase.Of(
            "The truck of a leg is shown",
            [Leg("1", "truck", ">", more: """ "trucking_leg":{"tracking_number":"T-88","service_type":"ltl","driver_name":"A. Moss","license_plate":"XK-214"} """)],
            Shipment("legs[0].truck.trackingNumber", "T-88"), Shipment("legs[0].truck.vehicle", "XK-214")),
        VoyageCase.Of(
            "UN/LOCODE and terminal of a place are shown",
            [Leg("1", "ocean", ">", more: """ "origin":{"tags":["port_of_loading"],"place":{"name":"Heron Quay","address":{"country":"Fenland","unlocode":"XFHRQ"}},"terminal":{"name":"Pier Nine"}} """)],
            Shipment("legs[0].origin.unlocode", "XFHRQ"), Shipment("legs[0].origin.terminal", "Pier Nine")),
        VoyageCase.Of(
            "visibility_only, parent and child shipments are shown",
            [Whole(""" "visibility_only":true,"parent_shipment":{"ref_type":"/shipment","id":{other}},"child_shipments":[{"ref_type":"/shipment","id":{third}}] """)],
            Shipment("visibilityOnly", "true"), Shipment("parentShipments[]", "{other}"), Shipment("childShipments[]", "{third}")),
        VoyageCase.Of(
            "An event of Flexport's Logistics API becomes a dead letter whose reason names that product",
            [new("", """{"logisticsEventId":"log-{id}","logisticsEventType":"OrderShipped","data":{"shipment_id":"{id}"}}""", Outcome: "dead_letter")],
            new Shown("dead-letters?open=true", "items[eventId=log-{id}].reason", "other_product")),
        VoyageCase.Of(
            "A shipment is one, however its id is spelt",
            [
                new("departed", """{"shipment_id":" FLEX-{id} "}""", At), new("arrived", """{"shipment_id":"flex\u2011{id}"}""", "2031-02-20T00:00:00Z"),
            ],
            Shipment("actuals.departure", At), Shipment("actuals.arrival", "2031-02-20T00:00:00Z"), new("shipments?flex=FLEX%E2%80%93{id}", "items[].id", "{id}")),
        VoyageCase.Of(
            "A container is one box, however it is spelt, and is found by any spelling",
            [
                new("container_loaded", """{"shipment_id":"{id}","container_number":"PLVU{id}"}""", At),
                new("container_unloaded", """{"shipment_id":"{id}","container_number":" plvu {id}\u00a0"}""", "2031-02-20T00:00:00Z"),
            ],
            Shipment("containers[].loadedAt", At), Shipment("containers[].unloadedAt", "2031-02-20T00:00:00Z"),
            new("shipments?container=PLVU-{id}", "items[].id", "{id}"), new("shipments?container=plvu{id}", "items[].id", "{id}")),
        VoyageCase.Of(
            "An invoice id with blanks around it is that invoice",
            [
                new("invoice_created", """{"invoice_id":"inv-{id}","total":"10.00","currency":"EUR"}"""), new("freight_invoice_ready", """{"invoice_id":" inv-{id}\u00a0"}""", At),
            ],
            new Shown("invoices/inv-{id}", "freightReadyAt", At)),
        VoyageCase.Of(
            "An order id with blanks around it is that order",
            [new("po_created", """{"po_id":"po-{id}","po_number":"N-{id}"}"""), new("po_archived", """{"po_id":" po-{id} "}""", At)],
            new Shown("purchase-orders/po-{id}", "archivedAt", At)),
        VoyageCase.Of(
            "An order's number is found in any spelling",
            [Whole(""" "items":[{"purchase_order_number":"wso\u2013{id}\u00a0"}] """)],
            new Shown("shipments?po=WSO-{id}", "items[].id", "{id}")),
        VoyageCase.Of(
            "A name in decomposed Unicode is found in composed, and the other way round",
            [
                Whole(""" "name":"Ame\u0301lie {id}","shippers":[{"_object":"/company","id":{id}7,"name":"Ame\u0301lie & Heron {id}"}] """),
            ],
            new Shown("shipments?name=Am%C3%A9lie%20{id}", "items[].id", "{id}"), new Shown("shipments?name=Ame%CC%81lie%20{id}", "items[].id", "{id}"),
            new Shown("shipments?party=Am%C3%A9lie%20%26%20Heron%20{id}", "items[].id", "{id}"), new Shown("shipments?q=am%C3%A9lie%20%26%20heron%20{id}", "items[].id", "{id}"),
            Shipment("parties[0].name", "Ame\u0301lie & Heron {id}")),
        Subscribed("a container", """ "containers":["plvu {id}"] """, """{"_object":"/ocean/shipment_container","id":{id}1,"container_number":"PLVU{id}"}""", ""),
        Subscribed("a company", """ "parties":["Am\u00e9lie & Heron {id}"] """, "", """ "shippers":[{"_object":"/company","id":{id}7,"name":"Ame\u0301lie & Heron {id}"}] """),
        Subscribed("an order", """ "purchaseOrders":["WSO-{id}"] """, "", """ "items":[{"purchase_order_number":"wso\u2013{id}"}] """),
        VoyageCase.Of(
            "The same event id with another milestone is a conflict and kept; the same content in another form is a duplicate",
            [
                new("", """{"id":"twice-{id}","type":"shipment.milestone","created_at":"2031-02-01T00:00:00Z","data":{"shipment_id":"{id}","milestone":"departed"}}""", Outcome: "applied"),
                new("", """{"type":"shipment.milestone","id":"twice-{id}", "data":{"milestone":"departed","shipment_id":"{id}"},"created_at":"2031-02-01T00:00:00Z"}""", Outcome: "duplicate"),
                new("", """{"id":"twice-{id}","type":"shipment.milestone","created_at":"2031-02-01T00:00:00Z","data":{"shipment_id":"{id}","milestone":"arrived"}}""", Outcome: "conflict"),
            ],
            Shipment("status", "departed"), new Shown("dead-letters?open=true", "items[eventId=twice-{id}].reason", "conflict")),
        Conflict("container", "container.loaded", """ "container_number":"PLVU{id}" """, """ "container_number":"PLVU{other}" """),
        Conflict("amount", "invoice.created", """ "invoice_id":"inv-{id}","amount":"10.00","currency":"EUR" """, """ "invoice_id":"inv-{id}","amount":"11.00","currency":"EUR" """),
    ];

    private static VoyageCase OnBoard(string name, string date, string field) => VoyageCase.Of(
        $"The event {name} stands before a null in the same event's object",
        [OnLeg(name, "801", At, $$"""{"{{date}}":null}""")],
        Shipment($"containers[0].{field}", At)) with { HeldBefore = true };

    private static VoyageCase Subscribed(string what, string filter, string box, string shipment) => VoyageCase.Of(
        $"Who subscribes to {what} hears of it, however it is spelt",
        [
            new("PUT subscriptions/of-{id}", $$"""{"stakeholder":"desk","contact":"seen","topics":["milestone"],"filter":{ {{filter}} } }"""),
            Event(Noted, null, By("ocean", shipment), containers: box), new("departed", """{"shipment_id":"{id}"}"""),
        ],
        new Shown("notifications?shipment={id}", "items[subscription=of-{id}].thing", "milestone:departed", Later: true));

    private static VoyageCase Passing(string how, string over, params Telling[] more) => VoyageCase.Of(
        $"A container event without a shipment does not reach the voyage that is over: the container was {how}",
        [
            Boxed("{id}", over), new("container_loaded", """{"container_number":"PLVU{id}","shipment_id":"{id}"}""", "2031-02-01T00:00:00Z"), .. more,
            Boxed("{other}", ""), new("container_loaded", """{"container_number":"PLVU{id}"}""", "2031-06-01T00:00:00Z", "2031-06-01T06:00:00Z"),
        ],
        new("shipments/{other}", "containers[0].loadedAt", "2031-06-01T00:00:00Z", Later: true), Shipment("containers[0].loadedAt", "2031-02-01T00:00:00Z"));

    private static Telling Boxed(string shipment, string more) => new(
        Noted,
        $$"""
        {"_object":"/shipment_event_data","resource":null,"shipment":{"_object":"/shipment","id":{{shipment}} },"location":null,
         "containers":[{"_object":"/ocean/shipment_container","id":{id}1,"container_number":"PLVU{id}"{{(more == "" ? "" : "," + more)}} }]}
        """);

    private static VoyageCase Conflict(string what, string type, string one, string other) => VoyageCase.Of(
        $"The same event id with another {what} is a conflict, and kept",
        [Same(type, one, "applied"), Same(type, other, "conflict")],
        new Shown("dead-letters?open=true", "items[eventId=same-{id}].reason", "conflict"));

    private static Telling Same(string type, string data, string outcome) => new(
        "", $$"""{"id":"same-{id}","type":"{{type}}","created_at":"2031-02-01T00:00:00Z","data":{"shipment_id":"{id}",{{data}} } }""", Outcome: outcome);
}
