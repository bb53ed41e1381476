using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §2 and §4: customs and disruptions.</summary>
internal static class CustomsCases
{
    private const string Export = "/shipment#export_country_customs_exam";
    private const string Agriculture = "/shipment#customs_agriculture_hold";
    private const string Review = "/shipment#customs_entry_release_status_under_cbp_review";
    private const string Delay = "/shipment#vessel_delay_port_congestion";
    private const string Main = "port_of_loading > port_of_unloading";

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        VoyageCase.Step(
            "An export hold ends with departure: the goods have left",
            new Turn([Hold(Export, 5)], [Shipment("customs.status", "hold")]),
            new Turn([Leg("1", "ocean", Main, "2031-02-06T00:00:00Z")], [Shipment("customs.status", null), Shipment("customs.holds[0].open", "false")])),
        VoyageCase.Step(
            "Every hold ends with delivery",
            new Turn([Hold(Agriculture, 5), Entry("CE-1-{id}", "customs_hold")], [Shipment("customs.status", "hold")]),
            new Turn([Event("/shipment#delivered_in_full", null, Ocean, occurred: "2031-02-07T00:00:00Z")], [Shipment("customs.holds[0].open", "false"), Shipment("customs.status", "pending")])),
        VoyageCase.Of(
            "An agency's review blocks nothing, and is shown apart",
            [Hold(Review, 3)],
            Shipment("customs.status", "hold"), Shipment("customs.blocking", "false"), Shipment("customs.holds[0].blocking", "false")),
        VoyageCase.Of(
            "A hold that is no review blocks",
            [Hold(Agriculture, 3)],
            Shipment("customs.blocking", "true"), Shipment("customs.holds[0].blocking", "true")),
        VoyageCase.Step(
            "One entry's release does not clear the others",
            new Turn([Entry("CE-1-{id}", "released"), Entry("CE-2-{id}", "pending"), Event(Released, null, Ocean)], [Shipment("customs.status", "pending"), Announced("customs:cleared", "")]),
            new Turn([Entry("CE-2-{id}", "released")], [Shipment("customs.status", "cleared"), Announced("customs:cleared", "customs:cleared 0")])),
        VoyageCase.Of(
            "A release ends no hold as long as another entry is held",
            [Entry("CE-1-{id}", "released"), Entry("CE-2-{id}", "customs_hold"), Hold(Agriculture, 3), Event(Released, null, Ocean)],
            Shipment("customs.status", "hold"), Shipment("customs.holds[0].open", "true")),
        Twice("first by the event", Hold(Agriculture, 3), Entry("CE-1-{id}", "customs_hold")),
        Twice("first by the entry", Entry("CE-1-{id}", "customs_hold"), Hold(Agriculture, 3)),
        VoyageCase.Watch(
            "A hold that the event and the entry tell of is one alarm",
            new Turn([HeldSince("{time-3}", "{time-3}"), Entry("CE-1-{id}", "customs_hold", "{time-3}", "{time-3}")], [Shipment("attention[].kind", "customs_hold")])),
        VoyageCase.Watch(
            "A held entry that is only mentioned again is not held anew: its alarm counts from the first time",
            new Turn(
                [Entry("CE-1-{id}", "customs_hold", "{time-5}", "{time-5}"), Entry("CE-1-{id}", "customs_hold", "{time-1}", "{time-1}")],
                [Shipment("attention[].kind", "customs_hold"), Shipment("attention[].since", "{time-3}")])),
        VoyageCase.Of(
            "A held entry says since when",
            [Entry("CE-1-{id}", "customs_hold", "2031-02-03T00:00:00Z", "2031-02-03T00:00:00Z"), Entry("CE-1-{id}", "customs_hold", "2031-02-05T00:00:00Z", "2031-02-05T00:00:00Z")],
            Shipment("customs.entries[0].heldSince", "2031-02-03T00:00:00Z"), Announced("customs:CE-1", "customs:CE-1-{id} 0")),
        VoyageCase.Step(
            "Where an exception has a status, that decides: resolved is over, though the cargo has not moved",
            new Turn([Exception("""{"status":"open"}""", 3)], [Shipment("disruptions[0].open", "true")]),
            new Turn([Exception("""{"status":"resolved"}""", 5)], [Shipment("disruptions[0].open", "false"), Shipment("disruptions[0].reportedStatus", "resolved")])),
        VoyageCase.Of(
            "Where an exception has a status, that decides: open is open, though the cargo has moved",
            [Exception("""{"status":"open"}""", 3), Leg("1", "ocean", Main, "2031-02-04T00:00:00Z")],
            Shipment("disruptions[0].open", "true")),
        VoyageCase.Of(
            "A disruption ends with a transit milestone that is not earlier: at the same instant, too",
            [Event(Delay, null, Ocean, occurred: "2031-02-04T00:00:00Z"), Leg("1", "ocean", Main, "2031-02-04T00:00:00Z")],
            Shipment("disruptions[0].open", "false")),
        VoyageCase.Of(
            "currentLocation after a customs release stays where the cargo is",
            [
                Leg("1", "ocean", Main, "2031-02-04T00:00:00Z"), Event(Released, null, Ocean, occurred: "2031-02-09T00:00:00Z"),
            ],
            Shipment("lastMilestone", "customs_cleared"), Shipment("currentLocation.name", "Origin 1")),
    ];

    private static Telling Hold(string type, int day) => Event(type, null, Ocean, occurred: $"2031-02-{day:D2}T00:00:00Z");

    private static Telling Exception(string exception, int day) =>
        Event(Delay, null, Ocean, more: $""" "exception":{exception} """, occurred: $"2031-02-{day:D2}T00:00:00Z");

    private static VoyageCase Twice(string how, Telling one, Telling other) => VoyageCase.Of(
        $"One hold that is told twice is one announcement, {how}",
        [one, other],
        new Shown("announcements?shipment={id}", "items[thing=customs:*].revision", "0"));
}
