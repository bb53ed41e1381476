using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>
/// What Flexport calls exceptions: open until a move (<see cref="Voyage.LastMove"/>) or its own end with a strictly greater time is known. Derived, never stored.
/// </summary>
internal static class Disruptions
{
    /// <summary>A disruption, and its end where the data's <c>exception</c> has one; a null there takes the end back.</summary>
    public static void Opened(Saying saying, EventType type)
    {
        saying.About(Part.Disruption, type.Name, saying.Data, Nulls.SayNothing).Say(Aspect.Since, saying.OccurredAt);
        if (saying.Data.TryGet("exception", out var exception))
            saying.About(Part.Disruption, type.Name, exception, Nulls.Withdraw).Instant(Aspect.Closed, "resolved_at", "closed_at");
    }

    /// <summary>One of each type, by type.</summary>
    public static IReadOnlyList<DisruptionView> View(EntityState state, Voyage voyage)
    {
        var views = new List<DisruptionView>();
        foreach (var (key, facts) in state.Parts.Of(Part.Disruption))
        {
            if (key.Part != Part.Disruption || facts.Instant(Aspect.Since) is not { } since) continue;
            var open = !(voyage.LastMove > since) && !(facts.Instant(Aspect.Closed) > since);
            views.Add(new DisruptionView(key.Id, since, open, EventCatalogue.TryGet(key.Id, out var known) ? known.Meaning : key.Id));
        }

        return views;
    }
}
