using System.Text.Json.Nodes;

namespace Simulator.Worlds.Model;

/// <summary>A milestone of a shipment, a leg or a container.</summary>
/// <param name="IsPlaceKnown">False where the contract leaves open which place goes with it: then it is not compared.</param>
/// <param name="Said">Who said so last.</param>
internal sealed record ToldMilestone(string Name, DateTimeOffset At, string? Leg, string? Container, Place? Where, bool IsPlaceKnown, Stamp Said)
{
    public bool IsOfContainer => Container is not null;

    /// <summary>Departures, arrivals, deliveries, loading and unloading end a disruption; the others do not move the goods.</summary>
    public bool Moves => Name is not ("cargo_ready" or "customs_cleared");

    private int Rank => Name switch
    {
        "cargo_ready" => 1,
        "container_loaded" => 2,
        "departed" => 3,
        "arrived" => 4,
        "container_unloaded" => 5,
        "customs_cleared" => 6,
        _ => 7,
    };

    public static IReadOnlyList<ToldMilestone> InOrder(IEnumerable<ToldMilestone> milestones) =>
    [
        .. milestones.OrderBy(one => one.At.UtcTicks).ThenBy(one => one.Rank)
            .ThenBy(one => one.Leg, StringComparer.Ordinal).ThenBy(one => one.Container, StringComparer.Ordinal),
    ];

    public JsonObject ToJson()
    {
        var milestone = new JsonObject { ["milestone"] = Name, ["occurredAt"] = Answer.Time(At), ["recordedAt"] = Answer.Time(Said.RecordedAt), ["eventId"] = Said.EventId, ["container"] = Container };
        // A container's milestone may well name the leg on whose vessel it went.
        if (!IsOfContainer) milestone["leg"] = Leg;
        if (IsPlaceKnown) milestone["location"] = Answer.Location(Where);
        return milestone;
    }
}
