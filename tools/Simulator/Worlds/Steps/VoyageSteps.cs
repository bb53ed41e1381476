using System.Text.Json.Nodes;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;
using Simulator.Worlds.Stories;

namespace Simulator.Worlds.Steps;

/// <summary>Tells a shipment of dialect B, leg by leg: as its legs travel, or all estimates first.</summary>
internal sealed partial class VoyageSteps
{
    private const double Lagging = 0.15;
    private readonly Itinerary way;
    private readonly Chance chance;
    private readonly Script script;
    private readonly bool estimatesFirst;
    private readonly ShipmentObject shipment;

    // As it was before its last change: what an object that lags still shows.
    private ShipmentObject before;

    public VoyageSteps(long id, Itinerary way, Chance chance, Script script, bool estimatesFirst)
    {
        (this.way, this.chance, this.script, this.estimatesFirst) = (way, chance, script, estimatesFirst);
        var (seller, buyer) = (chance.One(Companies.Sellers), chance.One(Companies.Buyers));
        shipment = new ShipmentObject
        {
            Id = id, Name = $"{buyer.Name}: {way.Kind}", Mode = way.Mode, FreightType = "door_to_door", Incoterm = "FOB",
            CreatedDate = script.Now, UpdatedAt = script.Now, Shippers = [seller], Consignees = [buyer],
        };
        before = shipment.Copy();
    }

    private Stage First => way.Main[0];

    private Stage Last => way.Main[^1];

    public void Tell()
    {
        Speak(script.Now, "/shipment#created");
        if (chance.Is(0.6)) Speak(script.Now, "/shipment#schedule_confirmed", () =>
            (shipment.EstimatedDeparture, shipment.EstimatedArrival) = (First.Leg.EstimatedDeparture, Last.Leg.EstimatedArrival));
        if (estimatesFirst)
        {
            if (way.Old is { } old) Plan(old);
            foreach (var stage in way.Stages) Plan(stage.Leg);
        }

        var acts = Acts();
        var end = way.IsGivenUp ? chance.Number(1, Math.Max(1, acts.Count - 3)) : acts.Count;
        foreach (var act in acts.Take(end)) act();
        if (way.IsGivenUp)
        {
            Archive();
            foreach (var act in acts.Skip(end).Take(chance.Number(0, 2))) act();
            return;
        }

        End();
    }

    /// <summary>What happens on the way, in the order of telling.</summary>
    private List<Action> Acts()
    {
        List<Action> acts = [];
        foreach (var stage in way.Stages)
        {
            if (stage == Last && way.Old is { } old) Replace(acts, old);
            if (!estimatesFirst && chance.Is(0.7)) acts.Add(() => Plan(stage.Leg));
            // Some milestones are never told; where one leg follows from another, all are.
            var mayBeLeftOut = !way.IsByLand && (way.Main.Count == 1 || !way.Main.Contains(stage));
            Ahead(acts, stage, isDeparture: true);
            if (stage == way.Stages[^1] && chance.Is(0.15)) acts.Add(() => LastWay(stage, "/ocean/shipment_leg#loaded_on_truck", (leg, at) => leg.LoadedOnTruck = at));
            if (!mayBeLeftOut || chance.Is(0.92)) acts.Add(() => Depart(stage));
            if (stage == way.Stages[^1] && chance.Is(0.3)) acts.Add(() => LastWay(stage, "/shipment_leg#out_for_delivery", (leg, at) => leg.OutForDelivery = at));
            if (chance.Is(0.4)) acts.Add(() => Expect(stage.Leg, isDeparture: false));
            Ahead(acts, stage, isDeparture: false);
            if (!mayBeLeftOut || chance.Is(0.92)) acts.Add(() => Arrive(stage));
            if (stage == Last) Correct(acts);
        }

        if (chance.Is(0.5)) acts.Insert(chance.Number(acts.Count / 2, acts.Count), () => Clear());
        // Now and then two things are recorded in the wrong order. By land that would make one leg the last for a moment.
        var swapped = chance.Number(0, Math.Max(0, acts.Count - 2));
        if (acts.Count > 1 && way is { IsByLand: false, Main.Count: 1, Old: null } && chance.Is(0.2)) (acts[swapped], acts[swapped + 1]) = (acts[swapped + 1], acts[swapped]);
        return acts;
    }

    private void Depart(Stage stage)
    {
        var leg = stage.Leg;
        script.Record(stage.Departs, m =>
        {
            leg.ActualDeparture = stage.Departs;
            if (stage == First && chance.Is(0.4)) Change(m, () => shipment.ActualDeparture = stage.Departs);
            if (chance.Is(0.7)) Follow(m, Status(stage, isDeparture: true));
            var shown = leg.Copy();
            if (chance.Is(Lagging)) shown.ActualDeparture = null;
            return Say(m, "/shipment_leg#departed", leg, shown);
        });
    }

    private void Arrive(Stage stage)
    {
        var leg = stage.Leg;
        script.Record(stage.Arrives, m =>
        {
            leg.ActualDeparture ??= stage.Departs;
            leg.ActualArrival = stage.Arrives;
            if (stage == Last && chance.Is(0.3)) Change(m, () => shipment.ActualArrival = stage.Arrives);
            if (chance.Is(0.7)) Follow(m, Status(stage, isDeparture: false));
            var shown = leg.Copy();
            if (chance.Is(Lagging)) shown.ActualArrival = null;
            return Say(m, "/shipment_leg#arrived", leg, shown);
        });
    }

    /// <summary>A leg becomes known before it departs.</summary>
    private void Plan(LegObject leg)
    {
        for (var i = chance.Number(1, 2); i > 0; i--) Expect(leg, isDeparture: i == 1);
    }

    private void Expect(LegObject leg, bool isDeparture)
    {
        var hours = way.IsByLand ? 0 : chance.Number(-30, 60);
        script.Record(script.Now, m =>
        {
            if (isDeparture && leg.ActualDeparture is null) leg.EstimatedDeparture = leg.EstimatedDeparture?.AddHours(hours);
            else leg.EstimatedArrival = leg.EstimatedArrival?.AddHours(chance.Number(-30, 60));
            if (chance.Is(0.3)) Change(m, () => (shipment.EstimatedDeparture, shipment.EstimatedArrival) = (First.Leg.EstimatedDeparture, Last.Leg.EstimatedArrival));
            return Say(m, isDeparture ? "/shipment_leg#updated_estimated_time_of_departure" : "/shipment_leg#updated_estimated_time_of_arrival", leg, leg.Copy());
        });
    }

    private void LastWay(Stage stage, string type, Action<ToldLeg, DateTimeOffset> tell)
    {
        if (stage.Leg.Mode != "truck") return;
        script.Record(stage.Departs.AddMinutes(20), m =>
        {
            var say = Say(m, type, stage.Leg, stage.Leg.Copy());
            return told =>
            {
                say(told);
                tell(told.Leg(stage.Leg.Id), m.OccurredAt);
            };
        });
    }

    /// <summary>Something in the shipment itself changes, a second before Flexport says so.</summary>
    private void Change(Moment m, Action change)
    {
        if (shipment.UpdatedAt < m.RecordedAt.AddSeconds(-30)) before = shipment.Copy();
        change();
        shipment.UpdatedAt = m.RecordedAt.AddMilliseconds(-1_132);
    }

    private void Follow(Moment m, string? status)
    {
        if (status is not null && status != shipment.Status) Change(m, () => shipment.Status = status);
    }

    /// <summary>An event of the shipment itself, after a change in it.</summary>
    private void Speak(DateTimeOffset occurredAt, string type, Action? change = null, bool mayLag = false) => script.Record(occurredAt, m =>
    {
        if (change is not null) Change(m, change);
        var shown = mayLag && chance.Is(Lagging) ? before.Copy() : shipment.Copy();
        var said = Send(m, type, shown.ToJson(), shown);
        return told => told.Tell(shown, said);
    });

    /// <param name="leg">As it is.</param>
    /// <param name="shown">As the event's object has it; a null in what its type is about takes nothing back.</param>
    private Action<ToldShipment> Say(Moment m, string type, LegObject leg, LegObject shown)
    {
        var (known, beside) = (leg.Copy(), chance.Is(Lagging) ? before.Copy() : shipment.Copy());
        var said = Send(m, type, shown.ToJson(), beside);
        return told =>
        {
            told.Tell(beside, said);
            told.Tell(known, said);
        };
    }

    private Stamp Send(Moment m, string type, JsonObject resource, ShipmentObject beside)
    {
        m.Send(type, $"shipments/{Bodies.Text.Number(shipment.Id)}", new JsonObject
        {
            ["_object"] = "/shipment_event_data", ["resource"] = resource, ["shipment"] = beside.ToJson(), ["location"] = null, ["containers"] = new JsonArray(),
        });
        return m.Said;
    }
}
