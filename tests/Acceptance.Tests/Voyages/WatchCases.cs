using static Acceptance.Tests.Voyages.Shown;
using static Acceptance.Tests.Voyages.Tell;

namespace Acceptance.Tests.Voyages;

/// <summary>Issue 10, §3: what is watched of a shipment. Where no alarm must come, a hold's must, which is due in the same look of the clock.</summary>
internal static class WatchCases
{
    public static IReadOnlyList<VoyageCase> All { get; } =
    [
        VoyageCase.Watch(
            "An estimate at noon is that day: it is not overdue before 36 hours after the end of the day",
            new Turn([Whole(By("ocean", """ "estimated_arrival_date":"{noon-1}" """)), HeldSince("{time-3}", "{time-1}")], [Shipment("attention[].kind", "customs_hold")])),
        VoyageCase.Watch(
            "An estimate at noon with an offset is the day of the place",
            new Turn([Whole(By("ocean", """ "estimated_arrival_date":"{day-1}T12:00:00+10:00" """)), HeldSince("{time-3}", "{time-1}")], [Shipment("attention[].kind", "customs_hold")])),
        VoyageCase.Watch(
            "The grace is 36 hours: an estimate of 24 hours ago is not overdue, one of three days ago is",
            new Turn(
                [Whole(By("ocean", """ "estimated_departure_date":"{time-3}","estimated_arrival_date":"{time-1}" """))],
                [Shipment("attention[].kind", "departure_overdue")])),
        Silence("ocean", 10, silent: false),
        Silence("air", 4, silent: true),
        Silence("truck", 5, silent: true),
        Silence("rail", 5, silent: true),
        VoyageCase.Watch(
            "An invoice breaks no silence of its shipment",
            new Turn([Departed("air", 9), Invoice("invoice_shared", """ "shipments":[{"ref_type":"/shipment","id":{id}}] """, recorded: "{time-1}")], [Shipment("attention[].kind", "silence")])),
        VoyageCase.Watch(
            "A document breaks no silence",
            new Turn([Departed("air", 9), new("document_uploaded", """{"shipment_id":"{id}","document_id":"doc-{id}"}""", Recorded: "{time-1}")], [Shipment("attention[].kind", "silence")])),
        VoyageCase.Of(
            "The last free day is announced when it is set, when it moves and when it is lost",
            [Free("2031-03-10"), Free("2031-03-12"), Free(null)],
            Announced("free_time:last_free_day", "free_time:last_free_day:{id}1 0, free_time:last_free_day:{id}1 1, free_time:last_free_day:{id}1 2")),
        VoyageCase.Of(
            "It is announced that a container is available",
            [OnLeg("available_for_pickup", "801", "2031-02-03T00:00:00Z")],
            Announced("free_time:available", "free_time:available:{id}1 0")),
        VoyageCase.Of(
            "An appointment is announced, of a leg and of a container",
            [
                Leg("803", "truck", "port_of_unloading > destination_address", type: "/shipment_leg#delivery_appointment_scheduled"),
                OnLeg("delivery_appointment_scheduled", "803", "2031-02-07T00:00:00Z", """{"delivery_appointment_scheduled_for_date":"2031-02-12T00:00:00Z"}"""),
            ],
            Announced("appointment", "appointment:leg:803 0, appointment:container:{id}1 0")),
        VoyageCase.Of(
            "An estimated delivery that slips is announced",
            [Delivery("2031-03-20T12:00:00+09:00"), Delivery("2031-03-22T12:00:00+09:00")],
            Announced("estimate:delivery", "estimate:delivery 0, estimate:delivery 1")),
        VoyageCase.Watch(
            "Free time that was extended takes the alarm back, and the new day is told",
            new Turn([Box(""" "last_free_day_date":"{day+1}" """)], [Shipment("attention[].kind", "free_time")]),
            new Turn(
                [Box(""" "last_free_day_date":"{day+20}" """)],
                [Shipment("attention[].kind", ""), Announced("free_time:last_free_day", "free_time:last_free_day:{id}1 0, free_time:last_free_day:{id}1 1")])),
        VoyageCase.Step(
            "An estimate that is withdrawn is told as withdrawn",
            // What was told is corrected: each is waited for, since what waits together is told as one.
            new Turn([Eta("2031-03-09T00:00:00Z"), Eta("2031-03-12T00:00:00Z")], [Told("items[revision=1].withdrawn", "false"), Told("items[revision=1].to", "2031-03-12T00:00:00Z")]),
            new Turn([Eta(null)], [Told("items[revision=2].withdrawn", "true"), Told("items[revision=2].to", null)])),
        VoyageCase.Watch(
            "What is acknowledged says by whom and why, is an entry of the history, and leaves the default filter",
            new Turn([Whole(By("ocean", """ "estimated_arrival_date":"{noon-9}" """))], [Listed("arrival_overdue", "{id}")]),
            new Turn(
                [new("POST shipments/{id}/attention/arrival_overdue/acknowledge", """{"who":"Ada","why":"the carrier has a new date"}""")],
                [
                    Shipment("attention[0].who+why", "Ada the carrier has a new date"), Listed("arrival_overdue", ""), Listed("acknowledged:arrival_overdue", "{id}"),
                    new("shipments/{id}/events", "items[type=attention:*].type", "attention:acknowledged"), new("shipments?flex={id}", "items[0].attention[]", ""),
                ])),
        VoyageCase.Watch(
            "What is acknowledged comes back when its stage rises because the last free day is earlier",
            new Turn([Box(""" "last_free_day_date":"{day+2}" """)], [Listed("free_time", "{id}")]),
            new Turn([new("POST shipments/{id}/attention/free_time/acknowledge", """{"who":"Ada"}""")], [Listed("free_time", "")]),
            new Turn([Box(""" "last_free_day_date":"{day-1}" """)], [Listed("free_time", "{id}"), Shipment("attention[0].who", null), Shipment("attention[0].stage", "expired")])),
        VoyageCase.Watch(
            "Free time that is shortened is an alarm again, at the stage that it has come to",
            new Turn([Box(""" "last_free_day_date":"{day+2}" """)], [Alarms("0")]),
            new Turn([Box(""" "last_free_day_date":"{day-1}" """)], [Shipment("attention[0].stage", "expired"), Alarms("0 1")])),
        VoyageCase.Watch(
            "What is snoozed is quiet until its time",
            new Turn([Whole(By("ocean", """ "estimated_arrival_date":"{noon-9}" """))], [Listed("arrival_overdue", "{id}")]),
            new Turn(
                [new("POST shipments/{id}/attention/arrival_overdue/snooze", """{"who":"Ada","until":"{time+1}"}""")],
                [Shipment("attention[0].until", "{time+1}"), Listed("arrival_overdue", "")])),
        VoyageCase.Watch(
            "What is snoozed comes back at its time",
            new Turn([Whole(By("ocean", """ "estimated_arrival_date":"{noon-9}" """))], [Listed("arrival_overdue", "{id}")]),
            new Turn(
                [new("POST shipments/{id}/attention/arrival_overdue/snooze", """{"who":"Ada","until":"{second+4}"}""")],
                [new("shipments/{id}/events", "items[type=attention:snoozed].type", "attention:snoozed")]),
            new Turn([], [Listed("arrival_overdue", "{id}"), Shipment("attention[0].who", null)])),
    ];

    private static Shown Listed(string attention, string ids) => new($"shipments?attention={attention}&flex={{id}}", "items[].id", ids);

    private static Shown Alarms(string revisions) => new("announcements?shipment={id}", "items[thing=deadline:free_time*].revision", revisions);

    private static Shown Told(string path, string? value) => new("messages?shipment={id}", path, value, Later: true);

    private static Telling Departed(string mode, int days) =>
        Whole(By(mode, $$""" "actual_departure_date":"{time-{{days + 1}}}" """), recorded: $$"""{time-{{days}}}""");

    private static Telling Free(string? day) => Box($""" "last_free_day_date":{(day is null ? "null" : $"\"{day}\"")} """);

    private static Telling Delivery(string day) => Whole(By("ocean", $""" "estimated_delivered_in_full_date":"{day}" """));

    private static Telling Eta(string? eta) => Leg("1", "ocean", "port_of_loading > port_of_unloading", eta: eta);

    private static VoyageCase Silence(string mode, int days, bool silent) => VoyageCase.Watch(
        $"Of a shipment by {mode}, {days} days without a word are {(silent ? "too long" : "nothing to be woken for")}",
        new Turn([Departed(mode, days), HeldSince("{time-20}", $$"""{time-{{days}}}""")], [Shipment("attention[].kind", silent ? "customs_hold silence" : "customs_hold")]));
}
