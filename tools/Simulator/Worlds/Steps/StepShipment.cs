using System.Text.Json.Nodes;

namespace Simulator.Worlds.Steps;

/// <summary>In which order a voyage becomes known.</summary>
public enum Knowing
{
    None = 0,

    /// <summary>Leg after leg, each shortly before it departs.</summary>
    Travel,

    /// <summary>First the estimates of all legs, then what happened.</summary>
    EstimatesFirst,

    /// <summary>Delivered in any order, with the recording times of travel.</summary>
    Shuffled,
}

/// <summary>Which voyages to make. The same options make the same ones, byte for byte.</summary>
/// <param name="Start">When the first shipment is made.</param>
public sealed record StepOptions(int Seed, int Shipments, Knowing Order, DateTimeOffset Start);

/// <summary>One event, and what is known of its shipment once it has been told.</summary>
/// <param name="Expected"><c>status phase archived inferred estimates actuals</c> as the service must show them; without a status where the contract leaves it open.</param>
public sealed record Step(WorldEvent Event, JsonObject Expected);

/// <summary>A shipment told event by event.</summary>
/// <param name="Kind">What voyage it is, in words, such as <c>ocean, transshipment</c>.</param>
/// <param name="Steps">In the order in which they are to be delivered.</param>
/// <param name="Corrected">Milestones that Flexport itself moved or took back, such as <c>departed</c>: something else may have been announced of them before.</param>
/// <param name="Reached">When each milestone was reached by what is known in the end, as instants; those without a date are not in it.</param>
public sealed record StepShipment(
    string Id, string Kind, IReadOnlyList<Step> Steps, IReadOnlySet<string> Corrected, IReadOnlyDictionary<string, DateTimeOffset> Reached);
