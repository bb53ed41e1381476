using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;

namespace Simulator.Worlds.Stories;

// An account whose endpoint gets both dialects: some of this shipment's events come in the other one.
internal sealed partial class ShipmentStory
{
    private void SpeakBoth()
    {
        var (first, last) = (MainStages[0], MainStages[^1]);
        Name(made.AddDays(3), "shipment.milestone", data =>
        {
            data["milestone"] = "cargo_ready";
            data["location"] = Location(stages[0].Leg.From);
        }, m => Told(m).Reach("cargo_ready", m.OccurredAt, stages[0].Leg.From, m.Said));
        if (Chance.Is(0.5)) Name(first.Departs.AddMinutes(3), "shipment.departed", data => data["location"] = Location(first.Leg.From),
            m => Told(m).Reach("departed", m.OccurredAt, first.Leg.From, m.Said));
        if (shipment.Booking is { } booking)
        {
            var id = Text.Number(booking);
            Name(made.AddHours(7), "booking.confirmed", data => data["booking_id"] = id, m => Told(m).Booking(id).Confirmed.Say(m.OccurredAt, m.Said));
            if (Chance.Is(0.5)) Name(made.AddHours(Chance.Number(5, 40)), "booking_amended", data => data["booking_id"] = booking, m => Told(m).Booking(id).Amended.Say(m.OccurredAt, m.Said));
        }

        foreach (var box in containers)
        {
            if (Chance.Is(0.7)) Name(last.Arrives.AddHours(6).AddSeconds(50 + containers.IndexOf(box)), "container_unloaded", data =>
            {
                data["container_number"] = box.Number;
                data["location"] = Location(last.Leg.To);
            }, m =>
            {
                m.Account.Held("container", box.Number).Name(Told(m));
                Told(m).Container(box.Number).Unloaded.Say(new Seen(m.OccurredAt, last.Leg.To, m.Said), m.Said);
            });
        }

        // Ids of both dialects would have to decide which one was said later: nothing else is recorded at the same instant.
        void Name(DateTimeOffset at, string type, Action<JsonObject> say, Action<Moment> tell) => Record(at + Chance.Delay(), at, m =>
        {
            var data = new JsonObject { ["shipment_id"] = $"FLEX-{shipment.Id}", ["occurred_at"] = Text.Utc(m.OccurredAt) };
            say(data);
            m.SendNamed(type, Path, data, Chance.Is(0.85));
            Told(m).IsTold = true;
            if (data.ContainsKey("booking_id")) m.Account.Held("booking", Text.Number(shipment.Booking!.Value)).Name(Told(m));
            tell(m);
        }, alone: true);
    }

    private static JsonObject Location(Place place) => new() { ["name"] = place.Name, ["country"] = place.Country };
}
