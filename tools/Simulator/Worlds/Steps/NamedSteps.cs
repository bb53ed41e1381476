using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Stories;

namespace Simulator.Worlds.Steps;

/// <summary>Tells a shipment of dialect A: milestones of the shipment itself, some left out, some corrected.</summary>
internal sealed class NamedSteps(long id, Chance chance, Script script)
{
    public void Tell()
    {
        var ready = script.Now.AddDays(3);
        var (departs, arrives) = (ready.AddDays(2), ready.AddDays(chance.Number(9, 25)));
        Expect("estimated_departure", departs.AddHours(-chance.Number(1, 30)), (told, at) => told.EstimatedDeparture = at);
        if (chance.Is(0.5)) Reach("cargo_ready", ready);
        Expect("estimated_arrival", arrives.AddHours(-chance.Number(1, 50)), (told, at) => told.EstimatedArrival = at);
        if (chance.Is(0.9)) Reach("departed", departs);
        if (chance.Is(0.1)) Correct("departed", departs.AddHours(5));
        if (chance.Is(0.3)) Reach("customs_cleared", arrives.AddDays(-1));
        Expect("estimated_arrival", arrives.AddHours(chance.Number(-9, 30)), (told, at) => told.EstimatedArrival = at);
        if (chance.Is(0.9)) Reach("arrived", arrives);
        if (chance.Is(0.1)) Correct("arrived", arrives.AddHours(-4));
        if (chance.Is(0.6)) Reach("delivered", arrives.AddDays(3));
    }

    private void Correct(string milestone, DateTimeOffset at)
    {
        script.Corrected.Add(milestone);
        Reach(milestone, at);
    }

    private void Reach(string milestone, DateTimeOffset at)
    {
        var occurredAt = Whole(at);
        script.Record(occurredAt, m =>
        {
            var said = Send(m, chance.Is(0.5) ? "shipment." + milestone : milestone, new JsonObject());
            return told =>
            {
                told.IsTold = true;
                if (milestone == "customs_cleared") told.Customs.Released = new Seen(occurredAt, null, said);
                else told.Reach(milestone, occurredAt, null, said);
            };
        });
    }

    private void Expect(string name, DateTimeOffset at, Action<ToldShipment, DateTimeOffset> tell)
    {
        var estimate = Whole(at);
        script.Record(script.Now, m =>
        {
            Send(m, "shipment.eta_updated", new JsonObject { ["event"] = name, [name] = Text.Utc(estimate) });
            return told =>
            {
                told.IsTold = true;
                tell(told, estimate);
            };
        });
    }

    private Stamp Send(Moment m, string type, JsonObject data)
    {
        data["shipment_id"] = id;
        data["occurred_at"] = Text.Utc(m.OccurredAt);
        m.SendNamed(type, $"shipments/{Text.Number(id)}", data, hasId: true);
        return m.Said;
    }

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
}
