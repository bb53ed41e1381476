using System.Globalization;
using Simulator.Worlds.Steps;

namespace Simulator.Verification.Steps;

/// <summary>Something that the service announced.</summary>
/// <param name="Thing">Such as <c>milestone:departed</c>.</param>
internal sealed record Announcement(string Thing, DateTimeOffset OccurredAt)
{
    private const string Milestones = "milestone:";

    /// <summary>Its milestone, or null where it is about something else.</summary>
    public string? Milestone => Thing.StartsWith(Milestones, StringComparison.Ordinal) ? Thing[Milestones.Length..] : null;
}

/// <summary>A milestone that was announced and, by what is known in the end, was not reached, or at another time.</summary>
/// <param name="Reached">When it was; null for never.</param>
internal sealed record Contradiction(string Shipment, string Kind, string Milestone, DateTimeOffset Announced, DateTimeOffset? Reached)
{
    /// <summary>Those that Flexport itself did not bring about by a correction.</summary>
    public static IEnumerable<Contradiction> Of(StepShipment shipment, IEnumerable<Announcement> announcements)
    {
        foreach (var one in announcements)
        {
            if (one.Milestone is not { } milestone || shipment.Corrected.Contains(milestone)) continue;
            DateTimeOffset? reached = shipment.Reached.TryGetValue(milestone, out var at) ? at : null;
            if (reached != one.OccurredAt) yield return new Contradiction(shipment.Id, shipment.Kind, milestone, one.OccurredAt, reached);
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"shipments/{Shipment}  ({Kind})  announced {Milestone} at {Announced:O}, in the end {(Reached is { } at ? at.ToString("O", CultureInfo.InvariantCulture) : "not reached")}");
}
