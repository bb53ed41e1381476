using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §2: containers and free time.</summary>
internal static class ContainerCases
{
    private const string Released = """ "last_free_day_date":"{day+1}" """;

    private static Telling First => Leg("801", "ocean", "port_of_loading > transshipment", "2031-01-02T00:00:00Z");

    private static Telling Second => Leg("802", "ocean", "transshipment > port_of_unloading", "2031-01-12T00:00:00Z");

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        VoyageCase.Watch(
            "A pickup at the factory neither ends the free time nor starts the return",
            new Turn([Box(""" "last_free_day_date":"{day+1}","actual_pickup_date":"{time-30}" """)], [Shipment("attention[].kind", "free_time")])),
        VoyageCase.Watch(
            "The truck that leaves the port of unloading ends the free time and starts the return",
            new Turn(
                [Box(Released), Leg("803", "truck", "port_of_unloading > destination_address", "{time-9}", recorded: "{time-1}")],
                [Shipment("attention[].kind", "container_return"), Shipment("containers[0].stage", "gated_out")])),
        GateOut("loaded on a truck", "/ocean/shipment_leg#loaded_on_truck"),
        GateOut("out for delivery", "/shipment_leg#out_for_delivery"),
        VoyageCase.Watch(
            "A container that was delivered has left the port: its free time is over and its return begins",
            new Turn([Box(""" "last_free_day_date":"{day+1}","actual_delivery_date":"{time-9}" """)], [Shipment("attention[].kind", "container_return"), Shipment("containers[0].gatedOutAt", "{time-9}")])),
        VoyageCase.Of(
            "Gate-out is the departure of the truck from the port of unloading",
            [Box(""), Leg("803", "truck", "port_of_unloading > destination_address", "2031-02-01T00:00:00Z")],
            Shipment("containers[0].gatedOutAt", "2031-02-01T00:00:00Z"), Shipment("containers[0].stage", "gated_out")),
        VoyageCase.Of(
            "What is said of a container is kept by container and leg: it is loaded on its first leg and discharged off that to the port of unloading",
            [
                First, Second,
                OnLeg("loaded_on_board", "801", "2031-01-01T00:00:00Z"), OnLeg("unloaded_off_board", "801", "2031-01-10T00:00:00Z"),
                OnLeg("loaded_on_board", "802", "2031-01-11T00:00:00Z"), OnLeg("unloaded_off_board", "802", "2031-01-21T00:00:00Z"),
            ],
            Shipment("containers[0].loadedAt", "2031-01-01T00:00:00Z"), Shipment("containers[0].unloadedAt", "2031-01-21T00:00:00Z"),
            Shipment("containers[0].legs[].leg", "801 802")),
        VoyageCase.Of(
            "A discharge at a port of transshipment is not the discharge",
            [First, OnLeg("loaded_on_board", "801", "2031-01-01T00:00:00Z"), OnLeg("unloaded_off_board", "801", "2031-01-10T00:00:00Z")],
            Shipment("containers[0].unloadedAt", null), Shipment("milestones[milestone=container_unloaded].milestone", "")),
        VoyageCase.Step(
            "A container's stage is the furthest that it has come to",
            new Turn([First, Second, Box(""" "actual_pickup_date":"2031-01-01T00:00:00Z" """)], [Stage("empty_picked_up")]),
            new Turn([OnLeg("loaded_on_board", "801", "2031-01-02T00:00:00Z")], [Stage("loaded")]),
            new Turn([OnLeg("unloaded_off_board", "802", "2031-01-21T00:00:00Z")], [Stage("discharged")]),
            new Turn([OnLeg("available_for_pickup", "802", "2031-01-22T00:00:00Z")], [Stage("available")]),
            new Turn([Leg("803", "truck", "port_of_unloading > destination_address", "2031-01-23T00:00:00Z")], [Stage("gated_out")]),
            new Turn([Box(""" "actual_delivery_date":"2031-01-24T00:00:00Z" """)], [Stage("delivered")]),
            new Turn([Box(""" "empty_returned_date":"2031-01-26" """)], [Stage("empty_returned")])),
        VoyageCase.Of(
            "The shipment says how many containers have come how far: 3 of 5 delivered",
            [
                .. Enumerable.Range(1, 5).Select(static n => Box("", $$"""{id}{{n}}""")),
                .. Enumerable.Range(1, 3).Select(static n => Box(""" "actual_delivery_date":"2031-01-24T00:00:00Z" """, $$"""{id}{{n}}""")),
            ],
            Shipment("containerStages.summary", "3 of 5 delivered"), new("shipments?flex={id}", "items[0].containerSummary", "3 of 5 delivered")),
        BareDay("empty_returned_date", "emptyReturnedAt", "emptyReturnedOn"),
        BareDay("available_for_pickup_date", "available.actual", "availableOn"),
        BareDay("actual_delivery_date", "delivery.actual", "deliveredOn"),
        VoyageCase.Watch(
            "Of a container that is shared (LCL) the return is the forwarder's",
            new Turn([Box(""" "container_type":"lcl","actual_delivery_date":"{time-9}" """), HeldSince("{time-3}", "{time-1}")], [Shipment("attention[].kind", "customs_hold")])),
        VoyageCase.Watch(
            "Of a shipment that is LCL the return is the forwarder's",
            new Turn(
                [
                    Whole(By("ocean", """ "ocean_shipment":{"is_lcl":true} """)), Box(""" "container_type":"dry","actual_delivery_date":"{time-9}" """),
                    HeldSince("{time-3}", "{time-1}"),
                ],
                [Shipment("attention[].kind", "customs_hold"), Shipment("isLcl", "true")])),
        VoyageCase.Watch(
            "A container that is returned to its shipper silences itself and not the others",
            new Turn([Box(Released), Box(Released, "{id}2")], [Shipment("attention[].subject", "{id}1 {id}2")]),
            new Turn(
                [Event("/shipment#returned_to_shipper", null, Ocean, containers: Container("", "{id}1"))],
                [Shipment("attention[].subject", "{id}2"), Shipment("attention[].kind", "free_time")])),
        VoyageCase.Step(
            "The terminal of a container is where its own leg arrives: an inland ramp has its own zone",
            new Turn(
                [
                    Leg("802", "ocean", "port_of_loading > fmc_port_of_unloading", zones: "Asia/Shanghai > America/Los_Angeles"),
                    Leg("803", "rail", "fmc_port_of_unloading > port_of_unloading", zones: "America/Los_Angeles > America/Chicago"),
                    Box(""" "last_free_day_date":"2031-01-10T06:00:00Z" """), OnLeg("loaded_on_board", "802", "2031-01-01T00:00:00Z"),
                ],
                [Shipment("containers[0].lastFreeDay", "2031-01-09")]),
            new Turn([OnLeg("loaded_on_board", "803", "2031-01-04T00:00:00Z")], [Shipment("containers[0].lastFreeDay", "2031-01-10")])),
    ];

    private static Shown Stage(string stage) => Shipment("containers[0].stage", stage);

    private static VoyageCase GateOut(string how, string type) => VoyageCase.Watch(
        $"A container that is {how} has left the port: its free time is over and its return begins",
        new Turn(
            [Box(Released), Leg("803", "truck", "port_of_unloading > destination_address", type: type, occurred: "{time-9}")],
            [Shipment("attention[].kind", "container_return"), Shipment("containers[0].gatedOutAt", "{time-9}")]));

    private static VoyageCase BareDay(string field, string time, string day) => VoyageCase.Of(
        $"A bare day in {field} is that day and no midnight",
        [Box($""" "{field}":"2031-01-26" """)],
        Shipment($"containers[0].{time}", null), Shipment($"containers[0].{day}", "2031-01-26"));
}
