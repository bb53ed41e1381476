using System.Text.Json.Nodes;

namespace Simulator.Worlds.Model;

// How far it is, and when it departs and arrives.
internal sealed partial class ToldShipment
{
    /// <summary><c>status phase archived inferred estimates actuals</c>, by what has been told so far. No status where the contract leaves it open.</summary>
    public JsonObject Progress() => Progress(Voyage(), Milestones());

    /// <summary>In full, by what has been told so far.</summary>
    public DateTimeOffset? DeliveredAt => Own(Milestones(), "delivered")?.At;

    /// <summary>The milestone <c>cargo_ready</c>.</summary>
    public DateTimeOffset? ReadyAt => Own(Milestones(), "cargo_ready")?.At;

    private Voyage Voyage() => new(legs.Values, shipment?.Mode, shipment?.Status);

    private JsonObject Progress(Voyage voyage, IReadOnlyList<ToldMilestone> reached)
    {
        var position = Position(voyage, reached);
        var progress = new JsonObject
        {
            ["phase"] = position.Phase,
            ["archived"] = position.IsArchived,
            ["inferred"] = Answer.Texts(position.Inferred),
            ["estimates"] = Answer.Dates(
                Word.Later(Estimate(shipment?.EstimatedDeparture, EstimatedDeparture), voyage.EstimatedDeparture)?.At,
                Word.Later(Estimate(shipment?.EstimatedArrival, EstimatedArrival), voyage.EstimatedArrival)?.At),
            ["actuals"] = Answer.Dates(position.Departed, position.Arrived),
        };
        if ((position.Milestone ?? Begun()) is { } status) progress["status"] = status;
        return progress;

        // Estimates of dialect A come where there is no object; they are never compared with a leg's.
        Word? Estimate(DateTimeOffset? own, DateTimeOffset? named) => (own ?? named) is { } at ? new Word(at, shipment?.UpdatedAt ?? DateTimeOffset.MaxValue) : null;
    }

    private Position Position(Voyage voyage, IReadOnlyList<ToldMilestone> reached) => new(
        Word.Later(Own(reached, "departed"), voyage.Departed)?.At,
        Word.Later(Own(reached, "arrived"), voyage.Arrived)?.At,
        Own(reached, "delivered")?.At,
        Customs.Released is not null,
        milestones.ContainsKey("cargo_ready"),
        shipment?.Status,
        legs.Values.Any(leg => !leg.IsDeleted && leg.HasLeftThePort),
        shipment?.ArchivedAt is not null);

    /// <summary>The shipment's own date, or a milestone that was told of the shipment itself.</summary>
    private static Word? Own(IEnumerable<ToldMilestone> reached, string name) =>
        reached.FirstOrDefault(one => one.Name == name && one.Leg is null && !one.IsOfContainer) is { } own ? new Word(own.At, own.Said.RecordedAt) : null;

    /// <summary>Without any milestone. Null where the contract leaves it open: events of dialect A that are neither a milestone nor a booking.</summary>
    private string? Begun() =>
        shipment is not null || Bookings.Values.Any(booking => booking.IsTaken) ? "booked" : IsTold ? null : "none";
}
