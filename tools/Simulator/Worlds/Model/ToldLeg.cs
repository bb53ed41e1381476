using System.Text.Json.Nodes;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Model;

/// <summary>A leg as it was last told, and what events said of its last way by truck.</summary>
internal sealed class ToldLeg
{
    public required LegObject Leg { get; set; }

    /// <summary>By which event it was last told: a leg has no stamp of its own.</summary>
    public required Stamp Said { get; set; }

    public DateTimeOffset? LoadedOnTruck { get; set; }
    public DateTimeOffset? OutForDelivery { get; set; }
    public DateTimeOffset? Delivered { get; set; }
    public DateTimeOffset? Completed { get; set; }
    public DateTimeOffset? AppointmentRequested { get; set; }
    public DateTimeOffset? AppointmentAgreed { get; set; }

    public string Id => Bodies.Text.Number(Leg.Id);

    public bool IsDeleted => Leg.DeletedAt is not null;

    public bool FromPort => Leg.FromTags.Contains("port_of_loading");

    public bool ToPort => Leg.ToTags.Any(IsPortOfUnloading);

    /// <summary>By truck or rail, away from the port of unloading.</summary>
    public bool HasLeftThePort =>
        (Leg.Mode is "truck" or "rail" && Leg.FromTags.Any(IsPortOfUnloading) && Leg.ActualDeparture is not null) || (!IsBeforeTheVoyage && LastWay.Any());

    /// <summary>To the port, not from it: what a truck does there is at the origin.</summary>
    private bool IsBeforeTheVoyage => !ToPort && (Leg.ToTags.Any(static tag => tag is "transshipment" or "port_of_loading" or "consolidation" or "origin_address")
        || (Leg.FromTags.Contains("origin_address") && !Leg.ToTags.Any(static tag => tag is "destination_address" or "place_of_delivery" or "deconsolidation")));

    public DateTimeOffset Departs => Leg.ActualDeparture ?? Leg.EstimatedDeparture ?? DateTimeOffset.MaxValue;

    /// <summary>By truck, at the end: moves too.</summary>
    public IEnumerable<DateTimeOffset> LastWay => Times(LoadedOnTruck, OutForDelivery, Delivered, Completed);

    public JsonObject ToJson(bool main)
    {
        var delivery = new JsonObject
        {
            ["loadedOnTruckAt"] = Answer.Time(LoadedOnTruck),
            ["outForDelivery"] = Answer.Planned(Leg.EstimatedOutForDelivery, OutForDelivery),
            ["deliveredAt"] = Answer.Time(Delivered),
            ["completedAt"] = Answer.Time(Completed),
            ["appointmentRequestedAt"] = Answer.Time(AppointmentRequested),
            ["appointmentAt"] = Answer.Time(Leg.Appointment ?? AppointmentAgreed),
        };
        return new JsonObject
        {
            ["id"] = Id,
            ["transportationMode"] = Leg.Mode,
            ["carrierName"] = Leg.Carrier,
            ["origin"] = Answer.Location(Leg.From),
            ["destination"] = Answer.Location(Leg.To),
            ["estimates"] = Answer.Dates(Leg.EstimatedDeparture, Leg.EstimatedArrival),
            ["actuals"] = Answer.Dates(Leg.ActualDeparture, Leg.ActualArrival),
            ["main"] = main,
            ["deletedAt"] = Answer.Time(Leg.DeletedAt),
            ["vessel"] = Leg.Vessel is { } vessel
                ? new JsonObject { ["name"] = vessel.Name, ["imo"] = vessel.Imo, ["voyage"] = vessel.Voyage, ["scac"] = vessel.Scac }
                : null,
            ["delivery"] = delivery,
            ["originTags"] = Answer.Texts(Leg.FromTags),
            ["destinationTags"] = Answer.Texts(Leg.ToTags),
        };
    }

    private static bool IsPortOfUnloading(string tag) => tag is "port_of_unloading" or "fmc_port_of_unloading";

    private static IEnumerable<DateTimeOffset> Times(params DateTimeOffset?[] times) => times.OfType<DateTimeOffset>();
}
