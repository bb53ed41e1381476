using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

/// <summary>A shipment that speaks dialect A.</summary>
internal sealed class NamedStory : Story
{
    private readonly long id;
    private readonly DateTimeOffset made;
    private readonly IReadOnlyList<Stage> main;
    private readonly Stage last;
    private readonly string booking;
    private readonly ShipmentObject shipment;

    public NamedStory(Chance chance, Ids ids, DateTimeOffset made, Commons commons)
        : base(chance, ids)
    {
        (id, this.made) = (ids.Shipment(), made);
        var kind = chance.Is(0.7) ? "fcl" : "air";
        var stages = Route.Plan(kind, id, DateOnly.FromDateTime(made.UtcDateTime).AddDays(6), chance, ids, TimeAt);
        main = [.. stages.Where(stage => stage.Leg.IsMainMode)];
        last = stages[^1];
        var (seller, buyer) = (Companies.Sellers[(int)(id % Companies.Sellers.Count)], Companies.Buyers[(int)(id % Companies.Buyers.Count)]);
        shipment = new ShipmentObject
        {
            Id = id,
            Name = $"{buyer.Name}: FLEX-{id}",
            Mode = kind == "air" ? "air" : "ocean",
            FreightType = "door_to_door",
            Incoterm = "FOB",
            CreatedDate = made,
            UpdatedAt = made,
            EstimatedDeparture = main[0].Leg.EstimatedDeparture,
            EstimatedArrival = main[^1].Leg.EstimatedArrival,
            Shippers = [seller],
            Consignees = [buyer],
        };
        _ = commons.NamedBooking.TryTake(_ => Chance.Is(0.4), out var shared);
        booking = shared ?? "BK-" + Text.Number(ids.Booking());
        if (shared is not null) Amend(first: true);
        else if (Book()) commons.NamedBooking.Leave(booking);
        Milestones(stages);
        for (var i = Chance.Number(2, 4); i > 0; i--) AddSpare();
        Papers();
        if (kind == "fcl") Boxes();
    }

    public long Id => id;

    /// <summary>As Flexport's API shows it: webhooks of this dialect never bring the object itself.</summary>
    public WorldObject Object() => new(Path, shipment.ToJson());

    public override void AddSpare()
    {
        var at = made.AddHours(2 + (Chance.Number(0, 1000) / 1000.0 * (last.Arrives - made).TotalHours));
        if (Chance.Is(0.1))
        {
            Record(at, at.AddMinutes(-5), m => Send(m, "shipment.note_added", new JsonObject { ["shipment_id"] = ShipmentId(), ["note"] = "Consignee asks for a call before delivery." }), spare: true);
            return;
        }

        var departure = Chance.Is(0.35);
        var stage = departure ? main[0] : main[^1];
        var estimate = (departure ? stage.Leg.EstimatedDeparture : stage.Leg.EstimatedArrival)!.Value.AddDays(Chance.Number(-2, 4));
        var name = departure ? "estimated_departure" : "estimated_arrival";
        Record(at, at.AddMinutes(-Chance.Number(0, 90)), m =>
        {
            var data = Data(m);
            data[name] = Text.Local(estimate);
            Send(m, Spell(name, "shipment.eta_updated", "event", data), data);
            if (departure) shipment.EstimatedDeparture = Told(m).EstimatedDeparture = estimate;
            else shipment.EstimatedArrival = Told(m).EstimatedArrival = estimate;
        }, spare: true);
    }

    private string Path => $"shipments/{id}";

    private ToldShipment Told(Moment m) => m.Account.Shipment(Text.Number(id));

    /// <returns>Whether it begins without a shipment.</returns>
    private bool Book()
    {
        // Before the shipment is named, a booking stands alone; the shipment's next word of it joins the two.
        var alone = Chance.Is(0.3);
        Record(made.AddMinutes(1), made, m =>
        {
            var data = alone ? new JsonObject { ["occurred_at"] = Text.Utc(m.OccurredAt) } : Data(m);
            data["booking_id"] = booking;
            SendTo(m, alone ? $"bookings/{booking}" : Path, Chance.One(["booking.confirmed", "booking_confirmed", "booking.booking_confirmed"]), data);
            var (at, said) = (m.OccurredAt, m.Said);
            if (alone) m.Account.Held("booking", booking).Tell(told => told.Booking(booking).Confirmed.Say(at, said));
            else Named(m).Booking(booking).Confirmed.Say(at, said);
        }, first: !alone);
        if (alone || Chance.Is(0.25)) Amend(alone);
        return alone;
    }

    private void Amend(bool first) => Record(made.AddHours(Chance.Number(3, 60)), made.AddHours(2), m =>
    {
        var data = Data(m);
        data["booking_id"] = booking;
        Send(m, Chance.One(["booking.amended", "booking_amended"]), data);
        Named(m).Booking(booking).Amended.Say(m.OccurredAt, m.Said);
    }, first: first);

    private ToldShipment Named(Moment m)
    {
        m.Account.Held("booking", booking).Name(Told(m));
        return Told(m);
    }

    private void Milestones(IReadOnlyList<Stage> stages)
    {
        Reach(0.6, "cargo_ready", made.AddDays(4), stages[0].Leg.From);
        Reach(0.85, "departed", main[0].Departs, main[0].Leg.From);
        Reach(0.85, "arrived", main[^1].Arrives, main[^1].Leg.To);
        Reach(0.7, "customs_cleared", Chance.Is(0.5) ? main[^1].Arrives : main[^1].Arrives.AddHours(-20), main[^1].Leg.To);
        Reach(0.65, "delivered", last.Arrives, last.Leg.To);
        if (Chance.Is(0.15)) Happen(main[0].Departs, m =>
        {
            var data = Data(m);
            data["actual_departure"] = Text.Local(m.OccurredAt);
            data["location"] = Location(main[0].Leg.From);
            Send(m, Spell("actual_departure", "shipment.eta_updated", "event", data), data);
            Told(m).Reach("departed", m.OccurredAt, main[0].Leg.From, m.Said);
            shipment.ActualDeparture = m.OccurredAt;
        });
    }

    private void Reach(double share, string name, DateTimeOffset at, Place where)
    {
        if (!Chance.Is(share)) return;
        var known = name == "departed" || Chance.Is(0.85);
        void Say(Moment m)
        {
            var data = Data(m);
            data["occurred_at"] = Text.Local(m.OccurredAt);
            if (known) data["location"] = Location(where);
            Send(m, Spell(name, "shipment.milestone", "milestone", data), data);
            if (name == "customs_cleared") Told(m).Customs.Released = new Seen(m.OccurredAt, known ? where : null, m.Said);
            else Told(m).Reach(name, m.OccurredAt, known ? where : null, m.Said);
            switch (name)
            {
                case "departed": (shipment.ActualDeparture, shipment.Status) = (m.OccurredAt, "in_transit_to_arrival_port"); break;
                case "arrived": (shipment.ActualArrival, shipment.Status) = (m.OccurredAt, "arrival_port"); break;
                case "delivered": (shipment.ActualDelivery, shipment.Status) = (m.OccurredAt, "final_destination"); break;
                default: break;
            }
        }

        var atOnce = Chance.Is(0.05);
        if (atOnce) Record(at, at, Say);
        else Happen(at, Say);
        if (!atOnce && Chance.Is(0.1)) Record(at.AddDays(7), at.AddHours(Chance.Number(-9, 20)), Say);
    }

    private void Papers()
    {
        foreach (var (share, type, name) in new[] { (0.5, "packing_list", "document_uploaded"), (0.4, "commercial_invoice", "document_uploaded"), (0.4, "bill_of_lading", "bill_of_lading_ready") })
        {
            if (!Chance.Is(share)) continue;
            var document = Ids.Text();
            var (alone, joined) = (Chance.Is(0.15), Chance.Is(0.7));
            var at = made.AddDays(Chance.Number(2, 12));
            Happen(at, m => Say(m, alone));
            if (alone && joined) Record(at.AddDays(7), at.AddDays(7), m => Say(m, false));

            void Say(Moment m, bool unnamed)
            {
                var data = unnamed ? new JsonObject { ["occurred_at"] = Text.Utc(m.OccurredAt) } : Data(m);
                data["document_id"] = document;
                data["document_type"] = type;
                data["file_name"] = type + ".pdf";
                SendTo(m, unnamed ? $"documents/{document}" : Path, Chance.One([name, name == "document_uploaded" ? "document.uploaded" : "document.bill_of_lading_ready", "document." + name]), data);
                var held = m.Account.Held("document", document);
                var (occurred, said) = (m.OccurredAt, m.Said);
                void Tell(ToldShipment told)
                {
                    var known = told.Document(document);
                    known.Type.Say(type, said);
                    known.Name.Say(type + ".pdf", said);
                    if (name == "document_uploaded") known.Uploaded.Say(occurred, said);
                    else known.Ready.Say(occurred, said);
                }

                if (unnamed)
                {
                    held.Tell(Tell);
                    return;
                }

                held.Name(Told(m));
                Tell(Told(m));
            }
        }
    }

    private void Boxes()
    {
        for (var i = Chance.Number(1, 2); i > 0; i--)
        {
            var (number, second) = (Ids.ContainerNumber(), 10 + i);
            var alone = Chance.Is(0.2);
            if (Chance.Is(0.8)) Happen(main[0].Departs.AddHours(-6).AddSeconds(second), m => Say(m, alone, "container_loaded", main[0].Leg.From));
            if (Chance.Is(0.8)) Happen(main[^1].Arrives.AddHours(5).AddSeconds(second), m => Say(m, false, "container_unloaded", main[^1].Leg.To));

            void Say(Moment m, bool unnamed, string name, Place where)
            {
                var data = unnamed ? new JsonObject { ["occurred_at"] = Text.Utc(m.OccurredAt) } : Data(m);
                data["container_number"] = number;
                data["location"] = Location(where);
                SendTo(m, unnamed ? $"containers/{number}" : Path, Chance.One([name, "container." + name["container_".Length..], "container." + name]), data);
                var held = m.Account.Held("container", number);
                var seen = new Seen(m.OccurredAt, where, m.Said);
                void Tell(ToldShipment told)
                {
                    var box = told.Container(number);
                    (name == "container_loaded" ? box.Loaded : box.Unloaded).Say(seen, seen.Said);
                }

                if (unnamed)
                {
                    held.Tell(Tell);
                    return;
                }

                held.Name(Told(m));
                Tell(Told(m));
            }
        }
    }

    /// <summary>People and programs write the id as text, as a number, or as the reference.</summary>
    private JsonNode ShipmentId() => (id % 3) switch { 0 => id, 1 => Text.Number(id), _ => $"FLEX-{id}" };

    private JsonObject Data(Moment m) => new() { ["shipment_id"] = ShipmentId(), ["occurred_at"] = Text.Utc(m.OccurredAt) };

    private static JsonObject Location(Place place) => new() { ["name"] = place.Name, ["country"] = place.Country };

    /// <summary>One of the ways to name an event: the family and the name in the data, the bare name, or the name behind a prefix.</summary>
    private string Spell(string name, string family, string member, JsonObject data)
    {
        switch (Chance.Number(0, 3))
        {
            case 0: return name;
            case 1: return "shipment." + name;
            default:
                data[Chance.Is(0.8) ? member : "event"] = name;
                return family;
        }
    }

    private void Send(Moment m, string type, JsonObject data) => SendTo(m, Path, type, data);

    private void SendTo(Moment m, string path, string type, JsonObject data)
    {
        m.SendNamed(type, path, data, Chance.Is(0.85));
        if (path == Path) Told(m).IsTold = true;
        shipment.UpdatedAt = m.RecordedAt;
    }
}
