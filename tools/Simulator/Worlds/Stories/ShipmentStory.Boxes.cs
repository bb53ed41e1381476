using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

// The containers and their free time.
internal sealed partial class ShipmentStory
{
    private void AddContainers(int count)
    {
        var (first, last) = (MainStages[0].Leg, MainStages[^1].Leg);
        for (var i = 0; i < count; i++)
        {
            containers.Add(new ContainerObject
            {
                Id = Ids.Container(),
                Shipment = shipment.Id,
                Number = Ids.ContainerNumber(),
                Size = Chance.One(["twenty_ft", "forty_ft", "forty_ft_hc", "forty_five_ft_hc", "fifty_three_ft_wide"]),
                Type = Chance.Is(0.9) ? "dry" : "reefer",
                EstimatedDeparture = first.EstimatedDeparture,
                EstimatedArrival = last.EstimatedArrival,
                EstimatedPickup = stages[0].Leg.EstimatedDeparture,
                EstimatedDelivery = stages[^1].Leg.EstimatedArrival,
            });
        }
    }

    private void Box(ContainerObject box)
    {
        // Seconds that no other box of the shipment has: boxes go one after the other, and never at a leg's full minute.
        var second = 11 + containers.IndexOf(box);
        var ocean = MainStages;
        var (loads, unloads) = (ocean[0], ocean[^1]);
        var port = unloads.Leg.To;
        var off = unloads.Arrives.AddHours(Chance.Number(2, 30)).AddSeconds(second);
        foreach (var stage in ocean)
        {
            // Between two vessels a box is not always seen.
            if (Chance.Is(stage == loads ? 0.9 : 0.4)) Happen(stage.Departs.AddMinutes(-Chance.Number(90, 900)).AddSeconds(second), m =>
            {
                if (stage == loads) (box.Seal, box.ActualPickup) = (TextOfSeal(box), stages[0].Leg.ActualDeparture);
                TellBoxLeg(m, Spelled("/ocean/shipment_container_leg", "loaded_on_board"), box, stage.Leg, stage.Leg.Origin(), []).LoadedOn(stage.Leg).Say(new Seen(m.OccurredAt, stage.Leg.From, m.Said), m.Said);
            });
            if (stage != unloads && Chance.Is(0.4)) Unload(stage, stage.Arrives.AddMinutes(75).AddSeconds(second));
        }

        if (Chance.Is(0.9)) Unload(unloads, off);
        if (Chance.Is(0.3)) Happen(unloads.Arrives.AddDays(-1), m =>
        {
            box.EstimatedAvailable = off.AddDays(1);
            TellBoxLeg(m, "/shipment_container_leg#updated_estimated_available_for_pickup", box, unloads.Leg, unloads.Leg.Destination(), []);
        });
        if (Chance.Is(0.5)) Happen(off.AddHours(9), m =>
        {
            box.Available = m.OccurredAt;
            box.LastFreeDay ??= LastFreeDay(port, off);
            TellBoxLeg(m, "/ocean/shipment_container_leg#available_for_pickup", box, unloads.Leg, unloads.Leg.Destination(), []);
        });
        FreeTime(box, unloads, off);
        if (Chance.Is(0.05)) Happen(off.AddHours(12), m =>
            TellBoxLeg(m, "/shipment_container_leg#delivery_appointment_scheduled", box, unloads.Leg, unloads.Leg.Destination(), []).AppointmentAgreed = m.OccurredAt);
        if (Chance.Is(0.08)) Happen(loads.Departs.AddDays(-2), m => Tell(
            m, "/container_load_result#created", new JsonObject { ["_object"] = "/container_load_result", ["id"] = Ids.Text(), ["pieces"] = 480 }, null));

        void Unload(Stage stage, DateTimeOffset at) => Happen(at, m =>
        {
            if (stage == unloads) (box.ActualDeparture, box.ActualArrival) = (loads.Leg.ActualDeparture, stage.Leg.ActualArrival);
            var dates = new JsonObject { ["actual_discharge_date"] = Text.Utc(m.OccurredAt) };
            TellBoxLeg(m, Spelled("/ocean/shipment_container_leg", "unloaded_off_board"), box, stage.Leg, stage.Leg.Destination(), dates).UnloadedFrom(stage.Leg).Say(new Seen(m.OccurredAt, stage.Leg.To, m.Said), m.Said);
        });
    }

    private void FreeTime(ContainerObject box, Stage unloads, DateTimeOffset off)
    {
        var port = unloads.Leg.To;
        void Say(double share, string name, DateTimeOffset at, Action<ToldContainer, DateTimeOffset> tell)
        {
            if (!Chance.Is(share)) return;
            Happen(at, m =>
            {
                box.LastFreeDay ??= LastFreeDay(port, off);
                if (name == "empty_returned") box.EmptyReturned = m.OccurredAt;
                Tell(m, "/ocean/shipment_container#" + name, box.ToJson(), unloads.Leg.Destination());
                var told = TellBox(m, box);
                told.Terminal = port;
                tell(told, m.OccurredAt);
            });
        }

        Say(0.35, "free_time_to_expire", off.AddDays(3), (told, at) => told.FreeTimeNotice = at);
        Say(0.15, "free_time_expired", off.AddDays(6), (told, at) => told.FreeTimeExpired = at);
        Say(0.4, "empty_returned", off.AddDays(8), (told, at) => told.EmptyReturned = at);
    }

    private DateTimeOffset LastFreeDay(Place port, DateTimeOffset off) =>
        port.At(port.DayOf(off).AddDays(5), Chance.Is(0.5) ? TimeOnly.MinValue : new TimeOnly(12, 0));

    private static JsonObject ContainerLeg(long id, long box, long leg, JsonNode dates) => new()
    {
        ["_object"] = "/ocean/shipment_container_leg",
        ["id"] = id,
        ["dates"] = dates,
        ["shipment_container"] = Text.Ref("/ocean/shipment_container", "ocean/shipment_containers", box),
        ["leg"] = Text.Ref("/shipment_leg", "shipment_legs", leg),
    };

    private static string TextOfSeal(ContainerObject box) => $"SL{box.Id}";

    private ToldContainer TellBoxLeg(Moment m, string type, ContainerObject box, LegObject leg, JsonObject location, JsonObject dates)
    {
        if (!containerLegs.TryGetValue((box.Id, leg.Id), out var known)) containerLegs[(box.Id, leg.Id)] = known = (Ids.ContainerLeg(), []);
        foreach (var (name, date) in dates) known.Dates[name] = date?.DeepClone();
        // Documented as an array, really an object. An event has only the dates that it is about.
        var resource = ContainerLeg(known.Id, box.Id, leg.Id, Chance.Is(0.15) ? new JsonArray(dates) : dates);
        Tell(m, type, resource, location, box);
        var told = Told(m).Container(box.Number);
        if (type.EndsWith("#available_for_pickup", StringComparison.Ordinal)) told.Terminal = MainStages[^1].Leg.To;
        return told;
    }
}
