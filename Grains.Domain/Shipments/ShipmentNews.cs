using System.Globalization;
using Flexport.Webhooks.Events;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>What is announced of a shipment beside departure, arrival and delivery: estimates, customs, free time, disruptions, documents, deadlines.</summary>
internal static class ShipmentNews
{
    private static readonly List<PartKey> NoParts = [];

    /// <summary>The step with this news added.</summary>
    /// <param name="before">The state before the event.</param>
    public static Step Add(EntityKey key, EntityState before, Step step, AcceptedEvent accepted)
    {
        var voyage = VoyageProgress.Of(step.Next);
        var (state, announcements) = Telling.Note(step.Next, accepted, Standings(before, step.Next, voyage, accepted), () => Subject(key, step.Next, voyage));
        return announcements.Count == 0 ? step : step with { Next = state, Announcements = [.. step.Announcements, .. announcements] };
    }

    /// <summary>The shipment as messages tell of it.</summary>
    public static Subject Subject(EntityKey key, EntityState state, VoyageProgress voyage) => new(key, "shipment", voyage.Whole.Text(Aspect.Name), voyage.Status, about =>
    {
        var whole = voyage.Whole;
        about.Text("mode", whole.Text(Aspect.TransportationMode)?.ToLowerInvariant());
        about.Place("origin", voyage.Origin);
        about.Place("destination", voyage.Destination);
        about.List("bills", References.Bills(whole));
        about.List("purchaseOrders", whole.Words(Aspect.OrderNumbers));
        about.Parties(state);
        about.List("containers", voyage.Containers.Select(static box => box.Number ?? box.Id));
        about.List("shipments", [key.Id]);
        about.Metadata(state);
    }, summary =>
    {
        summary.Text("phase", voyage.Phase);
        summary.Instant("estimatedDeparture", voyage.EstimatedDeparture);
        summary.Instant("estimatedArrival", voyage.EstimatedArrival);
        summary.Day("lastFreeDay", FreeTimeNews.Next(voyage)?.Day);
    });

    private static IEnumerable<Standing> Standings(EntityState past, EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        // What has happened is not expected any more.
        if (voyage.Reached(Milestone.Departed) is null && voyage.Reached(Milestone.Arrived) is null
            && EstimateNews.Of(state, voyage, "departure", voyage.EstimatedDeparture, accepted) is { } departure) yield return departure;
        if (voyage.Reached(Milestone.Arrived) is null && EstimateNews.Of(state, voyage, "arrival", voyage.EstimatedArrival, accepted) is { } arrival) yield return arrival;
        if (voyage.Reached(Milestone.Delivered) is null
            && EstimateNews.Of(state, voyage, "delivery", voyage.Whole.Instant(Aspect.EstimatedDelivery), accepted) is { } delivery) yield return delivery;
        var holds = voyage.Holds;
        if (Cleared(state, voyage, Customs.IsCleared(state, holds), accepted) is { } cleared) yield return cleared;
        if (Archived(state, voyage, accepted) is { } archived) yield return archived;
        foreach (var hold in HoldNews.Of(state, holds, accepted)) yield return hold;
        foreach (var standing in FreeTimeNews.Of(past, state, voyage, accepted)) yield return standing;

        foreach (var view in voyage.HasDisruptions ? Disruptions.View(state, voyage) : []) yield return Disruption(view, accepted);
        foreach (var document in Documents(accepted)) yield return Document(document.Id, state.Parts[document], accepted);
        foreach (var deadline in DeadlineNews.Of(accepted, voyage, DeadlineStakes.Write)) yield return deadline;
    }

    /// <summary>Those that the event speaks of, each once.</summary>
    private static List<PartKey> Documents(AcceptedEvent accepted)
    {
        List<PartKey>? documents = null;
        for (var i = 0; i < accepted.Facts.Count; i++)
        {
            var about = accepted.Facts[i].About;
            if (about.Part != Part.Document) continue;
            var key = PartKey.Of(Part.Document, about.PartId);
            if (documents?.Contains(key) != true) (documents ??= []).Add(key);
        }

        return documents ?? NoParts;
    }

    // The next two hold of nearly every event what they held of the one before: of what is no news nothing is made.

    /// <summary>The release of one entry among several is none of the shipment.</summary>
    private static Standing? Cleared(EntityState state, VoyageProgress voyage, bool all, AcceptedEvent accepted)
    {
        var at = all ? voyage.Reached(Milestone.CustomsCleared)?.At : null;
        var now = Text(at);
        return Said(state, "customs:cleared") == now ? null : Since("customs:cleared", now, at is null ? null : "cleared", at, voyage, accepted);
    }

    /// <summary>Put away, or taken out again; a shipment that is cancelled is put away.</summary>
    private static Standing? Archived(EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        var at = voyage.Whole.Instant(Aspect.ArchivedAt);
        var now = at is null ? null : "archived";
        return Said(state, "shipment:archived") == now ? null : Since("shipment:archived", now, now ?? "open", at, voyage, accepted);
    }

    private static Standing Since(string thing, string? value, string? state, DateTimeOffset? since, VoyageProgress voyage, AcceptedEvent accepted) =>
        new(thing, value, since ?? accepted.RecordedAt, true, (writer, _) =>
        {
            writer.Text("state", state);
            writer.Instant("since", since);
            if (thing == "customs:cleared") writer.Place(voyage.Destination, voyage.TerminalZone);
        });

    private static Standing Disruption(DisruptionView view, AcceptedEvent accepted)
    {
        EventCatalogue.TryGet(view.Type, out var type);
        return new Standing("disruption:" + Short(view.Type), view.Open ? Text(view.Since) : "ended", view.Open ? view.Since : accepted.OccurredAt, view.Open, (writer, _) =>
        {
            writer.Text("state", view.Open ? "open" : "ended");
            writer.Text("title", type?.DisplayName ?? view.Type);
            writer.Instant("since", view.Since);
        });
    }

    private static Standing Document(string id, PartFacts facts, AcceptedEvent accepted)
    {
        var (type, name) = (facts.Text(Aspect.Type), facts.Text(Aspect.Name));
        var state = facts.Instant(Aspect.ArchivedAt) is not null ? "archived" : facts.Instant(Aspect.ReadyAt) is not null ? "ready" : "added";
        return new Standing("document:" + id, $"{state} {type}", accepted.RecordedAt, state != "archived", (writer, _) =>
        {
            writer.Text("state", state);
            writer.Text("documentType", type);
            writer.Text("title", name);
        });
    }

    /// <summary>What a type is called within its object.</summary>
    private static string Short(string type) => type[(type.IndexOf('#', StringComparison.Ordinal) + 1)..];

    /// <summary>What was announced last of a thing; null where that was nothing, or that it holds no more.</summary>
    private static string? Said(EntityState state, string thing) => state.Announced.GetValueOrDefault(thing)?.Value;

    private static string? Text(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
