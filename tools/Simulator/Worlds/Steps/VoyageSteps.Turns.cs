using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;
using Simulator.Worlds.Stories;

namespace Simulator.Worlds.Steps;

// What the shipment's own object says, what does not go as planned, and the end.
internal sealed partial class VoyageSteps
{
    /// <summary>What Flexport calls the status from then on; null where it stays.</summary>
    private string? Status(Stage stage, bool isDeparture)
    {
        var isLast = stage == way.Stages[^1];
        if (way.IsByLand) return isLast && !isDeparture ? "final_destination" : null;
        var place = way.Stages.ToList().IndexOf(stage);
        if (way.Main.Contains(stage))
        {
            var isEnd = stage == Last;
            return isDeparture ? isEnd ? "in_transit_to_arrival_port" : "in_transit_to_intermediary_port" : isEnd ? "arrival_port" : "intermediary_port";
        }

        if (place < way.Stages.ToList().IndexOf(First))
        {
            if (isDeparture) return "in_transit_to_departure_port";
            return stage.Leg.ToTags.Contains("consolidation") ? "origin_stop_off" : chance.Is(0.1) ? "at_feeder_terminal" : "departure_port";
        }

        if (isDeparture) return "in_transit_to_final_destination";
        return isLast ? "final_destination" : stage.Leg.ToTags.Contains("deconsolidation") ? "deconsolidation" : "destination_stop_off";
    }

    /// <summary>The shipment's own object is ahead of the word of its leg: by its status, now and then by its date.</summary>
    private void Ahead(List<Action> acts, Stage stage, bool isDeparture)
    {
        if (!chance.Is(0.2)) return;
        acts.Add(() => Speak(isDeparture ? stage.Departs : stage.Arrives, chance.One(Types.Unknown), () =>
        {
            if (chance.Is(0.8)) shipment.Status = Status(stage, isDeparture) ?? shipment.Status;
            if (!chance.Is(0.3)) return;
            if (isDeparture && stage == First) shipment.ActualDeparture = stage.Departs;
            if (!isDeparture && stage == Last) shipment.ActualArrival = stage.Arrives;
        }));
    }

    /// <summary>A leg was planned that never goes: another one takes its place, with or without a word.</summary>
    private void Replace(List<Action> acts, LegObject old)
    {
        if (!estimatesFirst) acts.Add(() => Plan(old));
        if (!way.IsDeletionTold) return;
        if (chance.Is(0.4)) acts.Add(() => script.Record(script.Now, m =>
        {
            script.Corrected.Add("departed");
            old.ActualDeparture = old.EstimatedDeparture;
            return Say(m, "/shipment_leg#updated_estimated_time_of_departure", old, old.Copy());
        }));
        if (!estimatesFirst && chance.Is(0.5)) acts.Add(() => Plan(Last.Leg));
        acts.Add(() => script.Record(script.Now, m =>
        {
            old.DeletedAt = m.OccurredAt;
            return Say(m, "/shipment_leg#updated_estimated_time_of_arrival", old, old.Copy());
        }));
    }

    /// <summary>Actual dates are moved, or taken back for a while; what the shipment itself says goes along.</summary>
    private void Correct(List<Action> acts)
    {
        if (chance.Is(0.08)) Correction("departed", "/shipment_leg#departed", First.Departs.AddHours(-1), at => First.Leg.ActualDeparture = at, First.Leg, () =>
            shipment.ActualDeparture = shipment.ActualDeparture is null ? null : First.Departs.AddHours(-1));
        if (chance.Is(0.1)) Correction("arrived", "/shipment_leg#arrived", Moved(), at => Last.Leg.ActualArrival = at, Last.Leg, () =>
            shipment.ActualArrival = shipment.ActualArrival is null ? null : Moved());
        if (!chance.Is(0.06)) return;
        Correction("arrived", "/shipment_leg#updated_estimated_time_of_arrival", script.Now, _ => Last.Leg.ActualArrival = null, Last.Leg, () => shipment.ActualArrival = null);
        Correction("arrived", "/shipment_leg#arrived", Moved(), at => Last.Leg.ActualArrival = at, Last.Leg, () => { });

        DateTimeOffset Moved() => Last.Arrives.AddHours(9);

        void Correction(string milestone, string type, DateTimeOffset at, Action<DateTimeOffset> change, LegObject leg, Action ofShipment) => acts.Add(() => script.Record(at, m =>
        {
            script.Corrected.Add(milestone);
            change(m.OccurredAt);
            Change(m, ofShipment);
            return Say(m, type, leg, leg.Copy());
        }));
    }

    private void Clear() => script.Record(script.Now, m =>
    {
        var shown = shipment.Copy();
        var isExport = chance.Is(0.2);
        var said = Send(m, isExport ? "/shipment#export_customs_cleared" : "/shipment#customs_entry_release_status_released", shown.ToJson(), shown);
        return told =>
        {
            told.Tell(shown, said);
            if (isExport) told.Customs.ExportReleased = m.OccurredAt;
            else told.Customs.Released = new Seen(m.OccurredAt, null, said);
        };
    });

    private void End()
    {
        if (chance.Is(0.05)) Speak(script.Now, chance.One(Types.Unknown), () =>
        {
            script.Corrected.Add("arrived");
            shipment.ActualArrival = Last.Arrives.AddHours(5);
        });
        if (chance.Is(0.7)) Deliver(way.Stages[^1].Arrives);
        if (chance.Is(0.05)) Speak(script.Now, chance.One(Types.Unknown), mayLag: true);
        if (chance.Is(0.15)) Archive();
    }

    private void Deliver(DateTimeOffset at)
    {
        Say(at);
        if (!chance.Is(0.08)) return;
        script.Corrected.Add("delivered");
        Say(at.AddHours(3));

        void Say(DateTimeOffset occurredAt) => script.Record(occurredAt, m =>
        {
            Change(m, () => (shipment.ActualDelivery, shipment.Status) = (occurredAt, "final_destination"));
            var shown = chance.Is(Lagging) ? before.Copy() : shipment.Copy();
            var said = Send(m, "/shipment#delivered_in_full", shown.ToJson(), shown);
            return told =>
            {
                told.Tell(shown, said);
                told.Reach("delivered", occurredAt, null, said);
            };
        });
    }

    private void Archive()
    {
        Speak(script.Now, "/shipment#archived", () => shipment.ArchivedAt = script.Now);
        if (chance.Is(0.2)) Speak(script.Now, chance.One(Types.Unknown), () => shipment.ArchivedAt = null);
    }
}
