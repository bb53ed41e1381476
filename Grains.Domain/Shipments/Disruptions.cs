using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>
/// What Flexport calls exceptions: open until a move of the cargo or an end of their own that did not occur before them is known. Where Flexport says
/// whether one is open, that decides. Derived, never stored.
/// </summary>
internal static class Disruptions
{
    /// <summary>A disruption, its end and its status, where the data's <c>exception</c> has them; a null there takes them back.</summary>
    public static void Opened(Saying saying, EventType type)
    {
        var about = saying.About(Part.Disruption, type.Name, saying.Data, Nulls.SayNothing);
        if (!saying.Data.TryGet("exception", out var exception))
        {
            about.Say(Aspect.Since, saying.OccurredAt);
            return;
        }

        var said = saying.About(Part.Disruption, type.Name, exception, Nulls.Withdraw);
        said.Instant(Aspect.Closed, "resolved_at", "closed_at");
        said.Text(Aspect.Status, "status");
        // An end that bears a status of its own begins nothing: it may be all that is known until its beginning comes.
        if (IsOpen(exception.Text("status")) == false) about.Say(Aspect.CreatedAt, exception.Instant("created_at", "opened_at") ?? saying.OccurredAt);
        else about.Say(Aspect.Since, saying.OccurredAt);
    }

    /// <summary>One of each type, by type.</summary>
    public static IReadOnlyList<DisruptionView> View(EntityState state, VoyageProgress voyage)
    {
        var views = new List<DisruptionView>();
        var moved = LastMove(voyage);
        foreach (var (key, facts) in state.Parts.Of(Part.Disruption))
        {
            if ((facts.Instant(Aspect.Since) ?? facts.Instant(Aspect.CreatedAt)) is not { } since) continue;
            // What was said before it began was said of one before it.
            var status = facts[Aspect.Status] is { Value: FactValue.Text text } said && said.OccurredAt >= since ? text.Value : null;
            var open = IsOpen(status) ?? (!(moved >= since) && !(facts.Instant(Aspect.Closed) >= since));
            views.Add(new DisruptionView(key.Id, since, open, EventCatalogue.TryGet(key.Id, out var known) ? known.Meaning : key.Id) { ReportedStatus = status });
        }

        return views;
    }

    /// <summary>What a status says; null for one that nobody knows.</summary>
    private static bool? IsOpen(string? status) => status?.ToUpperInvariant() switch
    {
        "OPEN" => true,
        "RESOLVED" or "CLOSED" or "CANCELED" or "CANCELLED" => false,
        _ => null,
    };

    /// <summary>The last actual transit, that of a container at a port of transshipment too.</summary>
    private static DateTimeOffset? LastMove(VoyageProgress voyage)
    {
        var last = voyage.LastMove;
        foreach (var box in voyage.Containers)
        {
            if (box.LastMove is { } at && !(at <= last)) last = at;
        }

        return last;
    }
}
