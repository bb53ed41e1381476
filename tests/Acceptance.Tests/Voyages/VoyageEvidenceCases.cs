using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §1: the shipment's own dates beside the legs', the reported status as evidence, the phase, and shipments that are archived.</summary>
internal static class VoyageEvidenceCases
{
    private const string Main = "port_of_loading > port_of_unloading";

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        VoyageCase.Step(
            "Of the shipment's word and the leg's about a departure the later recorded one stands",
            new Turn([Own("departure", "2031-02-05T12:00:00Z", "2031-02-06T00:00:00Z")], [Shipment("actuals.departure", "2031-02-05T12:00:00Z")]),
            new Turn([Leg("1", "ocean", Main, "2031-02-06T12:00:00Z", recorded: "2031-03-10T00:00:00Z")], [Shipment("actuals.departure", "2031-02-06T12:00:00Z")]),
            new Turn([Own("departure", "2031-02-07T12:00:00Z", "2031-03-11T00:00:00Z")], [Shipment("actuals.departure", "2031-02-07T12:00:00Z")])),
        VoyageCase.Of(
            "Of the shipment's word and the leg's about an arrival the later recorded one stands",
            [
                Leg("1", "ocean", Main, "2031-02-02T12:00:00Z", recorded: "2031-02-03T00:00:00Z"), Own("arrival", "2031-02-25T12:00:00Z", "2031-02-26T00:00:00Z"),
                Leg("1", "ocean", Main, "2031-02-02T12:00:00Z", "2031-02-26T12:00:00Z", recorded: "2031-03-10T00:00:00Z"),
            ],
            Shipment("actuals.arrival", "2031-02-26T12:00:00Z")),
        VoyageCase.Step(
            "A null in a later object of the shipment takes back what an older one said, and a correction is owed",
            new Turn([Own("departure", "2031-02-05T12:00:00Z", "2031-02-21T00:00:00Z")], [Shipment("status", "departed")]),
            new Turn([Own("departure", null, "2031-02-20T00:00:00Z")], [Shipment("status", "departed")]),
            new Turn([Own("departure", null, "2031-02-22T00:00:00Z")], [Shipment("status", "booked"), Announced("milestone:departed", "milestone:departed 0, milestone:departed 1")])),
        VoyageCase.Of(
            "An estimate of the shipment's own stands while no leg speaks",
            [
                Leg(
                    "1", "truck", "origin_address > port_of_loading", etd: "2031-02-03T08:00:00Z", eta: "2031-02-04T08:00:00Z",
                    shipment: By("ocean", """ "estimated_departure_date":"2031-02-10T12:00:00Z","estimated_arrival_date":"2031-03-10T12:00:00Z" """)),
            ],
            Shipment("estimates.departure", "2031-02-10T12:00:00Z"), Shipment("estimates.arrival", "2031-03-10T12:00:00Z")),
        Inferred("in_transit_to_intermediary_port", "departed", "in_transit", "departed"),
        Inferred("intermediary_port", "departed", "in_transit", "departed"),
        Inferred("in_transit_to_arrival_port", "departed", "in_transit", "departed"),
        Inferred("arrival_port", "arrived", "destination_port", "departed arrived"),
        Inferred("deconsolidation", "arrived", "destination_port", "departed arrived"),
        Inferred("in_transit_to_final_destination", "arrived", "inland", "departed arrived"),
        Inferred("destination_stop_off", "arrived", "inland", "departed arrived"),
        Inferred("gated_out", "arrived", "inland", "departed arrived"),
        Inferred("final_destination", "arrived", "inland", "departed arrived"),
        VoyageCase.Step(
            "The dated milestone takes the place of the inferred one, and is announced",
            new Turn([Whole(By("ocean", """ "status":"in_transit_to_arrival_port" """))], [Shipment("status", "departed"), Announced("milestone", "")]),
            new Turn(
                [Leg("1", "ocean", Main, "2031-02-04T12:00:00Z", shipment: By("ocean", """ "status":"in_transit_to_arrival_port" """))],
                [Shipment("inferred[]", ""), Shipment("milestones[].occurredAt", "2031-02-04T12:00:00Z"), Announced("milestone", "milestone:departed 0")])),
        VoyageCase.Step(
            "The phase says where the cargo is, whatever customs say",
            new Turn([Leg("1", "truck", "origin_address > port_of_loading", "2031-02-01T08:00:00Z")], [Shipment("status", "booked"), Shipment("phase", "origin")]),
            new Turn([Leg("2", "ocean", Main, "2031-02-04T12:00:00Z"), Event(Released, null, Ocean, occurred: "2031-02-09T00:00:00Z")], [Shipment("status", "customs_cleared"), Shipment("phase", "in_transit")]),
            new Turn([Leg("2", "ocean", Main, "2031-02-04T12:00:00Z", "2031-02-25T12:00:00Z")], [Shipment("phase", "destination_port")]),
            new Turn([Leg("3", "truck", "port_of_unloading > destination_address", "2031-02-27T12:00:00Z")], [Shipment("phase", "inland")]),
            new Turn([Event("/shipment#delivered_in_full", null, Ocean, occurred: "2031-02-28T00:00:00Z")], [Shipment("phase", "delivered"), new("shipments?flex={id}", "items[0].phase", "delivered")]),
            new Turn([Archived], [Shipment("phase", "closed")])),
        VoyageCase.Step(
            "A list can be asked for a phase",
            new Turn([Leg("1", "ocean", Main, "2031-02-04T12:00:00Z")], [new("shipments?phase=in_transit&flex={id}", "items[].id", "{id}"), new("shipments?phase=origin&flex={id}", "items[].id", "")])),
        VoyageCase.Step(
            "An archived shipment is left out of lists by status, unless it is asked for",
            new Turn([Leg("1", "ocean", Main, "2031-02-04T12:00:00Z")], [new("shipments?status=departed&flex={id}", "items[].id", "{id}")]),
            new Turn(
                [Archived],
                [
                    new("shipments?status=departed&flex={id}", "items[].id", ""), new("shipments?status=departed&archived=true&flex={id}", "items[].id", "{id}"),
                    new("shipments?flex={id}", "items[0].archived", "true"), Shipment("archived", "true"),
                ])),
        VoyageCase.Of(
            "An archived shipment is announced once",
            [Leg("1", "ocean", Main, "2031-02-04T12:00:00Z"), Archived, Archived],
            Announced("shipment:archived", "shipment:archived 0")),
        VoyageCase.Watch(
            "Before the ocean leg is known the shipment's own estimates are watched: departure_overdue and arrival_overdue",
            new Turn(
                [
                    Leg(
                        "1", "truck", "origin_address > port_of_loading", "{time-12}", "{time-11}",
                        shipment: By("ocean", """ "estimated_departure_date":"{noon-9}","estimated_arrival_date":"{noon-4}" """)),
                ],
                [Shipment("attention[].kind", "departure_overdue arrival_overdue")])),
        VoyageCase.Watch(
            "A milestone that the status implies silences its overdue alarm",
            new Turn(
                [
                    Whole(By("ocean", """ "status":"in_transit_to_arrival_port","estimated_departure_date":"{noon-9}","estimated_arrival_date":"{noon+9}" """)),
                    HeldSince("{time-3}", "{time-1}"),
                ],
                [Shipment("attention[].kind", "customs_hold")])),
    ];

    private static Telling Archived => Whole(By("ocean", """ "archived_at":"2031-03-03T00:00:00Z" """), "/shipment#archived");

    private static Telling Own(string end, string? at, string updated) => Whole(
        By("ocean", $""" "actual_{end}_date":{(at is null ? "null" : $"\"{at}\"")},"updated_at":"{updated}" """), recorded: updated);

    private static VoyageCase Inferred(string reported, string status, string phase, string inferred) => VoyageCase.Of(
        $"The reported status {reported} is evidence of {inferred}, never announced",
        [Whole(By("ocean", $""" "status":"{reported}" """))],
        Shipment("status", status), Shipment("phase", phase), Shipment("inferred[]", inferred), Shipment("actuals.departure", null), Announced("milestone", ""));
}
