using Simulator.Worlds.Model;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Stories;

// From the booking to the door.
internal sealed partial class ShipmentStory
{
    private void Begin(string kind)
    {
        if (Chance.Is(0.7)) Book(kind);
        if (Chance.Is(0.8)) Record(made.AddHours(Chance.Number(5, 60)), made.AddHours(4), m =>
        {
            Change(m, () => (shipment.EstimatedDeparture, shipment.EstimatedArrival, shipment.EstimatedPickup, shipment.EstimatedDelivery) =
                (MainStages[0].Leg.EstimatedDeparture, MainStages[^1].Leg.EstimatedArrival, stages[0].Leg.EstimatedDeparture, stages[^1].Leg.EstimatedArrival));
            TellShipment(m, "/shipment#schedule_confirmed");
        });
        if (Chance.Is(0.2)) Record(made.AddHours(Chance.Number(61, 90)), made.AddHours(60), m =>
        {
            Change(m, () => shipment.CargoReadyDate = shipment.CargoReadyDate?.AddDays(Chance.Number(1, 3)));
            TellShipment(m, turn % 2 == 0 ? "/shipment#cargo_ready_date_changed" : "/shipment#updated_cargo_ready_date");
        });
        if (shipment.Mode is "ocean" or "air") Record(made.AddHours(Chance.Number(91, 120)), made.AddHours(90), m =>
        {
            Change(m, () => (shipment.HouseBill, shipment.MasterBill, shipment.CarrierBooking) =
                ($"TSTN{shipment.Id}", $"{(shipment.IsOcean ? "PTRL" : "711-")}{shipment.Id + 20_000_000}", shipment.IsOcean ? $"CB{shipment.Id}" : null));
            TellShipment(m, Types.Unknown[turn % 2]);
        });
    }

    private Stage[] MainStages => stages.Any(stage => stage.Leg.IsMainMode) ? [.. stages.Where(stage => stage.Leg.IsMainMode)] : [.. stages];

    private void Travel(Stage stage)
    {
        var (leg, departs, arrives) = stage;
        if (leg.IsMainMode)
        {
            for (var i = Chance.Number(1, 3); i > 0; i--) Estimate(stage, made.AddHours(Chance.Number(70, Math.Max(71, (int)(departs - made).TotalHours))));
        }

        // Some milestones are never told.
        if (Chance.Is(0.92)) Happen(departs, m =>
        {
            leg.ActualDeparture = m.OccurredAt;
            Change(m, () => Depart(stage));
            TellLeg(m, Spelled("/shipment_leg", "departed"), leg, leg.Origin());
        });
        if (Chance.Is(0.92)) Happen(arrives, m =>
        {
            leg.ActualDeparture ??= departs;
            leg.ActualArrival = m.OccurredAt;
            Change(m, () => Arrive(stage));
            TellLeg(m, Spelled("/shipment_leg", "arrived"), leg, leg.Destination());
        });
        if (stage == stages[^1] && leg.Mode == "truck") LastWay(stage);
    }

    /// <summary>The shipment's own dates and status follow its legs, often late or never.</summary>
    private void Depart(Stage stage)
    {
        if (stage == stages[0]) shipment.ActualPickup = stage.Departs;
        if (stage == MainStages[0] && Chance.Is(0.4)) shipment.ActualDeparture = stage.Leg.ActualDeparture;
        if (Chance.Is(0.3)) return;
        shipment.Status = stage == MainStages[0] ? "in_transit_to_arrival_port" : stage == stages[^1] ? "in_transit_to_final_destination" : Chance.Is(0.05) ? "at_feeder_terminal" : "in_transit_to_departure_port";
    }

    private void Arrive(Stage stage)
    {
        if (stage == MainStages[^1] && Chance.Is(0.3)) shipment.ActualArrival = stage.Leg.ActualArrival;
        if (Chance.Is(0.3)) return;
        shipment.Status = stage == stages[^1] ? "final_destination" : stage == MainStages[^1] ? "arrival_port" : "departure_port";
    }

    private void Estimate(Stage stage, DateTimeOffset at)
    {
        var leg = stage.Leg;
        var departure = Chance.Is(0.4);
        var days = Chance.Number(-2, 3);
        Record(at, at.AddMinutes(-Chance.Number(1, 300)), m =>
        {
            if (departure) leg.EstimatedDeparture = leg.EstimatedDeparture?.AddDays(days);
            else leg.EstimatedArrival = leg.EstimatedArrival?.AddDays(days);
            if (Chance.Is(0.5)) Change(m, () => shipment.EstimatedArrival = MainStages[^1].Leg.EstimatedArrival);
            TellLeg(m, Spelled("/shipment_leg", departure ? "updated_estimated_time_of_departure" : "updated_estimated_time_of_arrival"), leg, departure ? leg.Origin() : leg.Destination());
        }, spare: true);
    }

    private void LastWay(Stage stage)
    {
        var (leg, departs, arrives) = stage;
        void Say(double share, string name, DateTimeOffset at, Action<ToldLeg, DateTimeOffset> tell)
        {
            if (Chance.Is(share)) Happen(at, m => tell(TellLeg(m, name[0] == '/' ? name : Spelled("/shipment_leg", name), leg, leg.Destination()), m.OccurredAt));
        }

        Say(0.2, "delivery_appointment_requested", departs.AddDays(-2), (told, at) => told.AppointmentRequested = at);
        if (Chance.Is(0.3))
        {
            var agreed = Chance.Is(0.8);
            Happen(departs.AddDays(-1), m =>
            {
                if (agreed) leg.Appointment = arrives;
                TellLeg(m, Spelled("/shipment_leg", "delivery_appointment_scheduled"), leg, leg.Destination()).AppointmentAgreed = m.OccurredAt;
            });
        }

        if (Chance.Is(0.1)) Happen(departs.AddHours(-20), m =>
        {
            if (Chance.Is(0.7)) leg.EstimatedOutForDelivery = departs.AddMinutes(Chance.Number(-60, 240));
            TellLeg(m, Spelled("/shipment_leg", "updated_estimated_out_for_delivery"), leg, leg.Origin());
        });
        Say(0.15, "/ocean/shipment_leg#loaded_on_truck", departs.AddMinutes(-90), (told, at) => told.LoadedOnTruck = at);
        Say(0.4, "out_for_delivery", departs.AddMinutes(30), (told, at) => told.OutForDelivery = at);
        Say(0.25, "delivered", arrives, (told, at) => told.Delivered = at);
        Say(0.3, "delivery_completed", arrives.AddHours(1), (told, at) => told.Completed = at);
    }
}
