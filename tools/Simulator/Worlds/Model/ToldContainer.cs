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
    /// <summary>What was said without naming a leg.</summary>
    public Latest<Seen> Loaded { get; } = new();
    public Latest<Seen> Unloaded { get; } = new();

    /// <summary>What was said of the container on one of its legs (contract §6): the key is both.</summary>
    private readonly Dictionary<long, (LegObject Leg, Latest<Seen> Loaded, Latest<Seen> Unloaded)> onLegs = [];

    public Latest<Seen> LoadedOn(LegObject leg) => On(leg).Loaded;

    public Latest<Seen> UnloadedFrom(LegObject leg) => On(leg).Unloaded;

    /// <summary>The loading of the first leg in the order of travel that tells one, else what was said without a leg; of the two the later recorded one.</summary>
    /// <param name="legs">Those of the shipment in the order of travel, without deleted ones.</param>
    public Seen? Loading(IReadOnlyList<ToldLeg> legs)
    {
        foreach (var (leg, loaded, _) in InOrder(legs))
        {
            if (loaded.Value is not { } seen) continue;
            // A loading at a port of transshipment is not the first one where another is known.
            return Loaded.Value is { } own && (leg.FromTags.Contains("transshipment") || own.Said > seen.Said) ? own : seen;
        }

        return Loaded.Value;
    }

    /// <summary>The discharge at the port of unloading: at a port of transshipment it is none.</summary>
    public Seen? Discharge(IReadOnlyList<ToldLeg> legs)
    {
        var there = InOrder(legs).Where(on => on.Unloaded.Value is not null && on.Leg.ToTags.Any(static tag => tag is "port_of_unloading" or "fmc_port_of_unloading"))
            .Select(on => on.Unloaded.Value).FirstOrDefault();
        return there is { } seen && !(Unloaded.Value is { } own && own.Said > seen.Said) ? seen : Unloaded.Value;
    }

    private (LegObject Leg, Latest<Seen> Loaded, Latest<Seen> Unloaded) On(LegObject leg) =>
        onLegs.TryGetValue(leg.Id, out var known) ? known : onLegs[leg.Id] = (leg, new(), new());

    private IEnumerable<(LegObject Leg, Latest<Seen> Loaded, Latest<Seen> Unloaded)> InOrder(IReadOnlyList<ToldLeg> legs)
    {
        foreach (var leg in legs)
        {
            if (onLegs.TryGetValue(leg.Leg.Id, out var on)) yield return on;
        }

        foreach (var (id, on) in onLegs.OrderBy(static one => one.Key))
        {
            if (on.Leg.DeletedAt is null && legs.All(leg => leg.Leg.Id != id)) yield return on;
        }
    }

    public DateTimeOffset? Available { get; set; }
    public DateTimeOffset? FreeTimeNotice { get; set; }
    public DateTimeOffset? FreeTimeExpired { get; set; }
    public DateTimeOffset? EmptyReturned { get; set; }

    /// <summary>The place that a free-time event named.</summary>
    public Place? Terminal { get; set; }

    /// <summary>When an appointment was agreed upon; for when, is not said.</summary>
    public DateTimeOffset? AppointmentAgreed { get; set; }

    /// <param name="destination">Where the main voyage ends, or null: whose zone counts where no event named the terminal.</param>
    /// <param name="legs">Those of the shipment in the order of travel, without deleted ones.</param>
    public JsonObject ToJson(Place? destination, IReadOnlyList<ToldLeg> legs)
    {
        return new JsonObject
        {
            ["id"] = Container is { } known ? Text.Number(known.Id) : Number,
            ["number"] = Number,
            ["type"] = Container?.Type,
            ["size"] = Container?.Size,
            ["sealNumber"] = Container?.Seal,
            ["loadedAt"] = Answer.Time(Loading(legs)?.At),
            ["unloadedAt"] = Answer.Time(Discharge(legs)?.At),
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
