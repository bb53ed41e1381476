using System.Text.Json.Nodes;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

// What does not go as planned, and the end.
internal sealed partial class ShipmentStory
{
    private void Disturb()
    {
        var hours = (Finish - made).TotalHours;
        var type = Types.Disruptions[turn / 3 % Types.Disruptions.Count];
        if (turn % 9 == 3) DisruptForAWhile(type);
        else if (turn % 3 == 0)
        {
            Disrupt(type);
            if (Chance.Is(0.2)) Disrupt(type);
        }

        if (Chance.Is(0.12)) Disrupt(Chance.One([.. Types.Disruptions.Where(other => other != type)]));

        DateTimeOffset Someday() => made.AddHours(48 + (hours * Chance.Number(0, 100) / 100)).AddSeconds(37);

        void Disrupt(string type) => Happen(Someday(), m =>
        {
            TellShipment(m, type);
            Told(m).Disrupt(type, m.OccurredAt);
        });

        // It ends by itself, and not because the goods moved. An end at the very beginning is one, and an end may be taken back.
        void DisruptForAWhile(string type)
        {
            var since = Whole(Someday());
            var end = Chance.Is(0.8) ? since.AddHours(Chance.Number(1, 90)) : since;
            var said = since.AddHours(Chance.Number(1, 20));
            Resolve(said, null);
            Resolve(said.AddHours(95), end);
            if (Chance.Is(0.2)) Resolve(said.AddHours(120), null);

            void Resolve(DateTimeOffset recordedAt, DateTimeOffset? at) => Record(recordedAt, since, m =>
            {
                TellShipment(m, type, null, new JsonObject { ["resolved_at"] = at is { } resolved ? Bodies.Text.Utc(resolved) : null });
                Told(m).Disrupt(type, m.OccurredAt).Resolved = at;
            });
        }
    }

    /// <summary>A leg is planned anew: what had been said of is deleted, another one stands in its place.</summary>
    private void Replan()
    {
        var stage = MainStages[^1];
        var leg = stage.Leg;
        var old = new LegObject
        {
            Id = Ids.Leg(),
            Shipment = leg.Shipment,
            Mode = leg.Mode,
            Carrier = leg.Carrier,
            From = leg.From,
            To = leg.To,
            FromTags = leg.FromTags,
            ToTags = leg.ToTags,
            EstimatedDeparture = leg.EstimatedDeparture?.AddDays(-3),
            EstimatedArrival = leg.EstimatedArrival?.AddDays(-3),
        };
        if (leg.Mode == "ocean") Route.Board(old, Chance);
        replaced.Add(old);
        // Now and then it had even departed on paper.
        var departed = Chance.Is(0.3);
        Record(made.AddHours(50), made.AddHours(49), m =>
        {
            if (departed) old.ActualDeparture = old.EstimatedDeparture;
            TellLeg(m, "/shipment_leg#updated_estimated_time_of_departure", old, old.Origin());
        });
        Record(made.AddHours(75), made.AddHours(74), m =>
        {
            old.DeletedAt = m.OccurredAt;
            TellLeg(m, "/shipment_leg#updated_estimated_time_of_arrival", old, old.Destination());
        });
        Record(made.AddHours(76), made.AddHours(74), m => TellShipment(m, "/shipment#updated_route"));
    }

    /// <summary>Actual dates are moved, or taken back.</summary>
    private void Correct()
    {
        if (Chance.Is(0.15))
        {
            var stage = Chance.One(stages);
            var moved = stage.Arrives.AddHours(Chance.Number(1, 30));
            Record(stage.Arrives.AddDays(8), moved, m =>
            {
                stage.Leg.ActualArrival = m.OccurredAt;
                TellLeg(m, Spelled("/shipment_leg", "arrived"), stage.Leg, stage.Leg.Destination());
            });
        }

        if (Chance.Is(0.08))
        {
            var stage = Chance.One(stages);
            Record(stage.Departs.AddDays(7), stage.Departs.AddHours(-5), m =>
            {
                stage.Leg.ActualDeparture = m.OccurredAt;
                TellLeg(m, Spelled("/shipment_leg", "departed"), stage.Leg, stage.Leg.Origin());
            });
        }

        if (Chance.Is(0.06))
        {
            var stage = Chance.One(stages);
            Record(stage.Arrives.AddDays(9), stage.Arrives.AddDays(9), m =>
            {
                stage.Leg.ActualArrival = null;
                TellLeg(m, "/shipment_leg#updated_estimated_time_of_arrival", stage.Leg, stage.Leg.Destination());
            });
            if (Chance.Is(0.5)) Record(stage.Arrives.AddDays(10), stage.Arrives.AddDays(1), m =>
            {
                stage.Leg.ActualArrival = m.OccurredAt;
                TellLeg(m, "/shipment_leg#arrived", stage.Leg, stage.Leg.Destination());
            });
        }
    }

    private void End()
    {
        var last = stages[^1];
        if (Chance.Is(0.7))
        {
            Happen(last.Arrives, m => Deliver(m));
            if (Chance.Is(0.1)) Record(last.Arrives.AddDays(11), last.Arrives.AddHours(3), m => Deliver(m));
        }

        if (turn % 97 == 5) Happen(Finish.AddDays(2), m =>
        {
            TellShipment(m, "/shipment#returned_to_shipper");
            Told(m).ReturnedToShipper = m.OccurredAt;
        });
        if (Chance.Is(0.1)) Record(Finish.AddDays(14), Finish.AddDays(14), m =>
        {
            Change(m, () => shipment.ArchivedAt = m.OccurredAt);
            TellShipment(m, "/shipment#archived");
        });

        void Deliver(Moment m)
        {
            Change(m, () => (shipment.ActualDelivery, shipment.Status) = (m.OccurredAt, "final_destination"));
            TellShipment(m, Spelled("/shipment", "delivered_in_full"), last.Leg.Destination());
            Told(m).Reach("delivered", m.OccurredAt, last.Leg.To, m.Said, byObject: true);
        }
    }
}
