using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Model;

/// <summary>When and where something happened, and who said so.</summary>
internal sealed record Seen(DateTimeOffset At, Place? Where, Stamp Said);

/// <summary>A container as it was last told, and what events said of it.</summary>
internal sealed class ToldContainer
{
    public required string Number { get; init; }
    public ContainerObject? Container { get; set; }
    public Latest<Seen> Loaded { get; } = new();
    public Latest<Seen> Unloaded { get; } = new();
    public DateTimeOffset? Available { get; set; }
    public DateTimeOffset? FreeTimeNotice { get; set; }
    public DateTimeOffset? FreeTimeExpired { get; set; }
    public DateTimeOffset? EmptyReturned { get; set; }

    /// <summary>The place that a free-time event named.</summary>
    public Place? Terminal { get; set; }

    /// <summary>When an appointment was agreed upon; for when, is not said.</summary>
    public DateTimeOffset? AppointmentAgreed { get; set; }

    /// <param name="destination">Where the main voyage ends, or null: whose zone counts where no event named the terminal.</param>
    public JsonObject ToJson(Place? destination)
    {
        return new JsonObject
        {
            ["id"] = Container is { } known ? Text.Number(known.Id) : Number,
            ["number"] = Number,
            ["type"] = Container?.Type,
            ["size"] = Container?.Size,
            ["sealNumber"] = Container?.Seal,
            ["loadedAt"] = Answer.Time(Loaded.Value?.At),
            ["unloadedAt"] = Answer.Time(Unloaded.Value?.At),
            ["estimates"] = Answer.Dates(Container?.EstimatedDeparture, Container?.EstimatedArrival),
            ["actuals"] = Answer.Dates(Container?.ActualDeparture, Container?.ActualArrival),
            ["available"] = Answer.Planned(Container?.EstimatedAvailable, Container?.Available ?? Available),
            ["pickup"] = Answer.Planned(Container?.EstimatedPickup, Container?.ActualPickup),
            ["delivery"] = Answer.Planned(Container?.EstimatedDelivery, Container?.ActualDelivery),
            ["lastFreeDay"] = Container?.LastFreeDay is { } free ? LastFreeDay(free, Terminal ?? destination) : null,
            ["freeTimeNoticeAt"] = Answer.Time(FreeTimeNotice),
            ["freeTimeExpiredAt"] = Answer.Time(FreeTimeExpired),
            ["emptyReturnedAt"] = Answer.Time(Container?.EmptyReturned ?? EmptyReturned),
            ["appointmentAt"] = Answer.Time(AppointmentAgreed),
        };
    }

    private static string? LastFreeDay(DateTimeOffset instant, Place? terminal) =>
        Text.Day(terminal?.DayOf(instant) ?? DateOnly.FromDateTime(instant.UtcDateTime));
}
