using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §1: which legs speak, departure, arrival, and what is known on the way.</summary>
internal static class VoyageCases
{
    private const string Truck = "origin_address > port_of_loading";
    private const string Main = "port_of_loading > port_of_unloading";

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        TruckToThePort("ocean", "ocean"),
        TruckToThePort("air", "air"),
        TruckToThePort("ocean_air", "air"),
        TruckToThePort("barge", "barge"),
        VoyageCase.Of(
            "The truck to the port gives neither ETD nor ETA",
            [Leg("1", "truck", Truck, etd: "2031-02-03T08:00:00Z", eta: "2031-02-04T08:00:00Z")],
            Shipment("estimates.departure", null), Shipment("estimates.arrival", null)),
        VoyageCase.Of(
            "Nobody is told of a departure when the truck leaves the factory",
            [Leg("1", "truck", Truck, "2031-02-01T08:00:00Z", "2031-02-02T08:00:00Z")],
            Announced("milestone", "")),
        ByRoad("truck", "truck", "destination_address"),
        ByRoad("truck_intl", "truck", "place_of_delivery"),
        ByRoad("rail", "rail", "deconsolidation"),
        VoyageCase.Of(
            "By rail a ramp on the way is no arrival, though the leg to it is over",
            [Leg("1", "rail", "origin_address > origin_address", "2031-02-02T08:00:00Z", "2031-02-03T08:00:00Z", shipment: By("rail"))],
            Shipment("status", "departed"), Shipment("actuals.arrival", null)),
        VoyageCase.Step(
            "Of unknown mode, only legs at ports speak, each for its end",
            new Turn([Leg("1", "truck", Truck, "2031-02-01T08:00:00Z", "2031-02-02T08:00:00Z", shipment: By("unknown_transportation"))],
                [Shipment("status", "booked"), Shipment("actuals.departure", null), Shipment("actuals.arrival", null)]),
            new Turn([Leg("2", null, "port_of_loading > transshipment", "2031-02-04T08:00:00Z", shipment: By("unknown_transportation"))],
                [Shipment("status", "departed"), Shipment("actuals.departure", "2031-02-04T08:00:00Z")]),
            new Turn([Leg("3", null, "transshipment > port_of_unloading", "2031-02-09T08:00:00Z", "2031-02-20T08:00:00Z", shipment: By("unknown_transportation"))],
                [Shipment("status", "arrived"), Shipment("actuals.arrival", "2031-02-20T08:00:00Z")])),
        VoyageCase.Step(
            "Without a mode, a leg by sea whose truck is known first tells of both ends",
            new Turn([Leg("1", "truck", Truck, "2031-02-01T08:00:00Z", "2031-02-02T08:00:00Z", shipment: By(null))], [Shipment("status", "booked")]),
            new Turn([Leg("2", "ocean", Main, "2031-02-04T08:00:00Z", shipment: By(null))], [Shipment("status", "departed")])),
        VoyageCase.Of(
            "A port of transshipment is no arrival and gives no ETA",
            [Leg("1", "ocean", "port_of_loading > transshipment", "2031-02-02T12:00:00Z", "2031-02-12T12:00:00Z", eta: "2031-02-12T12:00:00Z")],
            Shipment("status", "departed"), Shipment("actuals.arrival", null), Shipment("estimates.arrival", null)),
        VoyageCase.Of(
            "After a transshipment the leg to the port of unloading arrives, though the first one's arrival was never told",
            [
                Leg("1", "ocean", "port_of_loading > transshipment", "2031-02-02T12:00:00Z"),
                Leg("2", "ocean", "transshipment > fmc_port_of_unloading", "2031-02-14T12:00:00Z", "2031-02-28T12:00:00Z"),
            ],
            Shipment("status", "arrived"), Shipment("actuals.departure", "2031-02-02T12:00:00Z"), Shipment("actuals.arrival", "2031-02-28T12:00:00Z")),
        OnTheWay("port_of_loading"),
        OnTheWay("consolidation"),
        OnTheWay("origin_address"),
        VoyageCase.Of(
            "An FMC port is the arrival, though rail goes on to the port of unloading and the mode is not known",
            [
                Leg("1", "ocean", "port_of_loading > fmc_port_of_unloading", "2031-02-02T12:00:00Z", "2031-02-20T12:00:00Z", shipment: By(null)),
                Leg("2", "rail", "fmc_port_of_unloading > port_of_unloading", "2031-02-23T12:00:00Z", shipment: By(null)),
            ],
            Shipment("status", "arrived"), Shipment("actuals.arrival", "2031-02-20T12:00:00Z"), Shipment("phase", "inland")),
        VoyageCase.Of(
            "An untagged leg is the whole voyage unless another follows it: then the last one arrives",
            [Leg("1", "air", ">", "2031-02-02T12:00:00Z", shipment: By("air")), Leg("2", "air", ">", "2031-02-04T12:00:00Z", "2031-02-05T12:00:00Z", shipment: By("air"))],
            Shipment("status", "arrived"), Shipment("actuals.departure", "2031-02-02T12:00:00Z"), Shipment("actuals.arrival", "2031-02-05T12:00:00Z")),
        VoyageCase.Step(
            "A leg to a transfer airport, tagged at its origin alone, says nothing about arrival until the status is at the port of arrival",
            new Turn([Leg("1", "air", "port_of_loading >", "2031-02-02T12:00:00Z", "2031-02-03T12:00:00Z", shipment: By("air", """ "status":"in_transit_to_intermediary_port" """))],
                [Shipment("status", "departed"), Shipment("actuals.arrival", null)]),
            new Turn([Whole(By("air", """ "status":"arrival_port" """))], [Shipment("status", "arrived"), Shipment("actuals.arrival", "2031-02-03T12:00:00Z")])),
        VoyageCase.Step(
            "A leg that was replaced without being deleted does not block arrival for ever",
            new Turn(
                [
                    Leg("1", "ocean", Main, eta: "2031-02-18T12:00:00Z"),
                    Leg("2", "ocean", Main, "2031-02-04T12:00:00Z", "2031-02-22T12:00:00Z", shipment: By("ocean", """ "status":"in_transit_to_arrival_port" """)),
                ],
                [Shipment("status", "departed"), Shipment("actuals.arrival", null)]),
            new Turn([Whole(By("ocean", """ "status":"arrival_port" """))], [Shipment("status", "arrived"), Shipment("actuals.arrival", "2031-02-22T12:00:00Z")])),
        VoyageCase.Step(
            "A leg that is deleted never speaks, and a truck does not speak in its place: the status moves back, and a correction is owed",
            new Turn([Leg("1", "truck", Truck, "2031-02-01T08:00:00Z"), Leg("2", "ocean", Main, "2031-02-03T08:00:00Z")], [Shipment("status", "departed")]),
            new Turn(
                [Leg("2", "ocean", Main, "2031-02-03T08:00:00Z", more: """ "deleted_at":"2031-02-05T00:00:00Z" """)],
                [Shipment("status", "booked"), Shipment("actuals.departure", null), Announced("milestone:departed", "milestone:departed 0, milestone:departed 1")])),
        VoyageCase.Of(
            "Of several legs from a port of loading the first in the order of travel tells when it departed",
            [
                Leg("1", "ocean", Main, "2031-02-06T08:00:00Z"), Leg("2", "ocean", Main, "2031-02-04T08:00:00Z"),
                Leg("3", "ocean", "transshipment > port_of_unloading", "2031-02-03T08:00:00Z"),
            ],
            Shipment("actuals.departure", "2031-02-04T08:00:00Z")) with { HeldBefore = true },
        VoyageCase.Of(
            "ETD, ETA and actuals come from the same two legs",
            [
                Leg("1", "truck", Truck, "2031-02-01T08:00:00Z", "2031-02-01T18:00:00Z", "2031-02-01T08:00:00Z", "2031-02-01T18:00:00Z"),
                Leg("2", "ocean", "port_of_loading > transshipment", "2031-02-03T08:00:00Z", "2031-02-12T08:00:00Z", "2031-02-03T09:00:00Z", "2031-02-12T09:00:00Z"),
            ],
            Shipment("estimates.departure", "2031-02-03T09:00:00Z"), Shipment("estimates.arrival", null),
            Shipment("actuals.departure", "2031-02-03T08:00:00Z"), Shipment("actuals.arrival", null)),
        VoyageCase.Of(
            "A port of transshipment is no terminal: the last free day is not read in its zone",
            [
                Leg("1", "ocean", "port_of_loading > transshipment", "2031-02-03T08:00:00Z", zones: "Asia/Shanghai > Asia/Singapore"),
                Box(""" "last_free_day_date":"2031-03-10T20:00:00Z" """),
            ],
            Shipment("containers[0].lastFreeDay", "2031-03-10")),
    ];

    private static VoyageCase TruckToThePort(string mode, string main) => VoyageCase.Step(
        $"A truck to the port is no departure, and its arrival no arrival, of a shipment by {mode}",
        new Turn([Leg("1", "truck", Truck, "2031-02-01T08:00:00Z", shipment: By(mode))], [Shipment("status", "booked"), Shipment("actuals.departure", null)]),
        new Turn([Leg("1", "truck", Truck, "2031-02-01T08:00:00Z", "2031-02-02T08:00:00Z", shipment: By(mode))], [Shipment("status", "booked"), Shipment("actuals.arrival", null)]),
        new Turn([Leg("2", main, Main, "2031-02-04T12:00:00Z", shipment: By(mode))], [Shipment("status", "departed"), Shipment("actuals.departure", "2031-02-04T12:00:00Z")]),
        new Turn(
            [Leg("2", main, Main, "2031-02-04T12:00:00Z", "2031-02-25T12:00:00Z", shipment: By(mode))],
            [Shipment("status", "arrived"), Shipment("actuals.arrival", "2031-02-25T12:00:00Z"), Announced("milestone", "milestone:departed 0, milestone:arrived 0")]));

    private static VoyageCase ByRoad(string mode, string leg, string end) => VoyageCase.Step(
        $"By {mode} all legs speak: it departs with the first, does not arrive at a consolidation, and arrives at its {end}",
        new Turn(
            [Leg("1", leg, "origin_address > consolidation", "2031-02-02T08:00:00Z", "2031-02-03T08:00:00Z", shipment: By(mode))],
            [Shipment("status", "departed"), Shipment("actuals.departure", "2031-02-02T08:00:00Z"), Shipment("actuals.arrival", null)]),
        new Turn(
            [Leg("2", leg, $"consolidation > {end}", "2031-02-04T08:00:00Z", "2031-02-05T08:00:00Z", shipment: By(mode))],
            [Shipment("status", "arrived"), Shipment("actuals.departure", "2031-02-02T08:00:00Z"), Shipment("actuals.arrival", "2031-02-05T08:00:00Z")]));

    private static VoyageCase OnTheWay(string tag) => VoyageCase.Of(
        $"A destination that is tagged {tag} never gives arrival or ETA",
        [Leg("1", "air", $"port_of_loading > {tag}", "2031-02-02T12:00:00Z", "2031-02-03T12:00:00Z", eta: "2031-02-03T12:00:00Z", shipment: By("air"))],
        Shipment("status", "departed"), Shipment("actuals.arrival", null), Shipment("estimates.arrival", null));
}
