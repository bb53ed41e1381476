using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §4: days of places, what cannot be read, offsets, and what became of estimates.</summary>
internal static class TimeCases
{
    private const string Midnight = "2031-11-26T00:00:00+08:00";

    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        DayOfThePlace("Pacific/Kiritimati", "2031-11-26T00:00:00+14:00"),
        DayOfThePlace("Pacific/Pago_Pago", "2031-11-26T23:30:00-11:00"),
        Read("at 24:00", "\"2031-11-20T24:00:00Z\"", "2031-11-21T00:00:00Z"),
        Read("in a leap second", "\"2016-12-31T23:59:60Z\"", "2016-12-31T23:59:59Z"),
        Read("with a zone behind it", "\"2031-11-26T00:00:00[Asia/Shanghai]\"", Midnight),
        Read("in seconds of the epoch", "1795219200", "2026-11-21T00:00:00Z"),
        Read("in milliseconds of the epoch", "1795219200000", "2026-11-21T00:00:00Z"),
        VoyageCase.Of(
            "A time that cannot be read is no departure, is shown as it was written, and invents nothing",
            [Departed("\"end of week 47\"")],
            Shipment("milestones[].milestone", ""), Shipment("lastMilestoneAt", null), Announced("milestone", ""),
            Shipment("unread[].field+value", "data.occurred_at end of week 47"), new("shipments/{id}/events", "items[0].unread[].value", "end of week 47")),
        VoyageCase.Of(
            "An amount that no decimal holds is no amount",
            [new("invoice_created", """{"invoice_id":"inv-{id}","total":{"amount":1e-40,"currency_code":"EUR"}}""")],
            new Shown("invoices/inv-{id}", "total", null), new Shown("invoices/inv-{id}", "unread[].field+value", "total 1e-40")),
        VoyageCase.Of(
            "The offset is part of the time, from the envelope of dialect A to view, row, journal and words",
            [Departed($"\"{Midnight}\"")],
            OffsetKept),
        VoyageCase.Of(
            "The offset is part of the time, from the envelope of dialect B to view, row, journal and words",
            [Leg("1", "ocean", "port_of_loading > port_of_unloading", Midnight, type: "/shipment_leg#departed", occurred: Midnight)],
            OffsetKept),
        VoyageCase.Of(
            "Each change of an estimate is kept, with when it was said and by which event, the first promise and the slip against it",
            [
                Eta("1", "2031-02-01T00:00:00Z", "2031-12-01T00:00:00+01:00"), Eta("2", "2031-02-03T00:00:00Z", "2031-12-03T12:00:00+01:00"), Eta("3", "2031-02-05T00:00:00Z", "2031-12-02T12:00:00+01:00"),
            ],
            Promise("first.at", "2031-12-01T00:00:00+01:00"), Promise("last", "2031-12-02T12:00:00+01:00"), Promise("slipDays", "1"), Promise("onTimeByFirst", null),
            Promise("changes[].eventId", "eta-{id}-1 eta-{id}-2 eta-{id}-3"),
            Promise("changes[].saidAt", "2031-02-01T00:00:00+00:00 2031-02-03T00:00:00+00:00 2031-02-05T00:00:00+00:00")),
        VoyageCase.Of(
            "An estimate that comes back is a change again, and what is said after the arrival promises nothing",
            [
                Eta("1", "2031-02-01T00:00:00Z", "2031-12-01T12:00:00+01:00"), Eta("2", "2031-02-03T00:00:00Z", "2031-12-03T12:00:00+01:00"), Eta("3", "2031-02-05T00:00:00Z", "2031-12-01T12:00:00+01:00"),
                new("arrived", """{"shipment_id":"{id}"}""", "2031-12-02T09:00:00+01:00"),
                Eta("4", "2031-12-05T00:00:00Z", "2031-12-03T12:00:00+01:00"),
            ],
            Promise("changes[].eventId", "eta-{id}-1 eta-{id}-2 eta-{id}-3 eta-{id}-4"),
            Promise("last", "2031-12-01T12:00:00+01:00"), Promise("slipDays", "0"), Promise("onTimeByFirst", "false"), Promise("onTimeByLast", "false")),
        VoyageCase.Of(
            "Once arrived, it is on time or not, against the first and the last promise",
            [
                Eta("1", "2031-02-01T00:00:00Z", "2031-12-01T12:00:00+01:00"), Eta("2", "2031-02-03T00:00:00Z", "2031-12-03T12:00:00+01:00"),
                new("arrived", """{"shipment_id":"{id}"}""", "2031-12-02T09:00:00+01:00"),
            ],
            Promise("actual", "2031-12-02T09:00:00+01:00"), Promise("onTimeByFirst", "false"), Promise("onTimeByLast", "true")),
        VoyageCase.Of(
            "Departure and delivery are promised likewise",
            [
                Whole(By("ocean", """ "estimated_departure_date":"2031-11-02T00:00:00Z","estimated_delivered_in_full_date":"2031-12-10T00:00:00Z" """)),
                Whole(By("ocean", """ "estimated_departure_date":"2031-11-01T00:00:00Z","estimated_delivered_in_full_date":"2031-12-12T00:00:00Z" """)),
            ],
            Shipment("promises[].what", "departure delivery"), Shipment("promises[].slipDays", "-1 2")),
    ];

    private static Shown[] OffsetKept =>
    [
        Shipment("lastMilestoneAt", Midnight), Shipment("milestones[0].occurredAt", Midnight), new("shipments?flex={id}", "items[0].lastMilestoneAt", Midnight),
        new("shipments/{id}/events", "items[0].occurredAt", Midnight), new("messages?shipment={id}", "items[thing=milestone:departed].occurredAt", Midnight, Later: true),
    ];

    private static VoyageCase DayOfThePlace(string zone, string at) => VoyageCase.Of(
        $"A date filter means the day of the place, in {zone}",
        [Leg("1", "ocean", "port_of_loading > port_of_unloading", etd: at, eta: at, zones: $"{zone} > {zone}")],
        new("shipments?arrivesFrom=2031-11-26&arrivesBefore=2031-11-27&flex={id}", "items[].id", "{id}"),
        new("shipments?departsFrom=2031-11-26&departsBefore=2031-11-27&flex={id}", "items[].id", "{id}"),
        new("shipments?arrivesFrom=2031-11-27&flex={id}", "items[].id", ""), new("shipments?arrivesBefore=2031-11-26&flex={id}", "items[].id", ""));

    private static VoyageCase Read(string how, string occurredAt, string at) => VoyageCase.Of(
        $"A time {how} is that time",
        [Departed(occurredAt)],
        Shipment("status", "departed"), Shipment("lastMilestoneAt", at));

    private static Telling Departed(string occurredAt) =>
        new("shipment.milestone", $$"""{"shipment_id":"{id}","milestone":"departed","occurred_at":{{occurredAt}} }""", Recorded: "2031-11-27T09:00:00Z");

    private static Telling Eta(string n, string recorded, string eta) => new(
        "", $$"""{"id":"eta-{id}-{{n}}","type":"estimated_arrival","created_at":"{{recorded}}","data":{"shipment_id":"{id}","estimated_arrival":"{{eta}}"} }""");

    private static Shown Promise(string path, string? value) => Shipment($"promises[what=arrival].{path}", value);
}
