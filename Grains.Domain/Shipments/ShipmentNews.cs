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
    });

    private static IEnumerable<Standing> Standings(EntityState past, EntityState state, VoyageProgress voyage, AcceptedEvent accepted)
    {
        if (Estimate("departure", voyage.EstimatedDeparture, voyage.Reached(Milestone.Departed) ?? voyage.Reached(Milestone.Arrived)) is { } departure) yield return departure;
        if (Estimate("arrival", voyage.EstimatedArrival, voyage.Reached(Milestone.Arrived)) is { } arrival) yield return arrival;
        if (Estimate("delivery", voyage.Whole.Instant(Aspect.EstimatedDelivery), voyage.Reached(Milestone.Delivered)) is { } delivery) yield return delivery;
        var holds = Holds.Of(state);
        yield return Cleared(voyage, Customs.IsCleared(state, holds), accepted);
        yield return Archived(voyage, accepted);
        foreach (var hold in HoldNews.Of(state, holds, accepted)) yield return hold;
        foreach (var standing in FreeTimeNews.Of(past, state, voyage, accepted)) yield return standing;

        foreach (var view in voyage.HasDisruptions ? Disruptions.View(state, voyage) : []) yield return Disruption(view, accepted);
        foreach (var document in accepted.Facts.Where(static fact => fact.About.Part == Part.Document).Select(static fact => PartKey.Of(Part.Document, fact.About.PartId)).Distinct())
            yield return Document(document.Id, state.Parts[document], accepted);
        foreach (var deadline in DeadlineNews.Of(accepted)) yield return deadline;

        // What has happened is not expected any more.
        Standing? Estimate(string end, DateTimeOffset? at, MilestoneEntry? reached) => reached is not null ? null : new Standing(
            "estimate:" + end, AsSaid(state, "estimate:" + end, at), accepted.RecordedAt, true, (writer, before) =>
            {
                writer.Instant("from", Instant(before));
                writer.Instant("to", at);
            });
    }

    /// <summary>The release of one entry among several is none of the shipment.</summary>
    private static Standing Cleared(VoyageProgress voyage, bool all, AcceptedEvent accepted)
    {
        var entry = all ? voyage.Reached(Milestone.CustomsCleared) : null;
        return new Standing("customs:cleared", Text(entry?.At), entry?.At ?? accepted.RecordedAt, true, (writer, _) =>
        {
            writer.Text("state", entry is null ? null : "cleared");
            writer.Instant("since", entry?.At);
        });
    }

    /// <summary>Put away, or taken out again; a shipment that is cancelled is put away.</summary>
    private static Standing Archived(VoyageProgress voyage, AcceptedEvent accepted)
    {
        var at = voyage.Whole.Instant(Aspect.ArchivedAt);
        return new Standing("shipment:archived", at is null ? null : "archived", at ?? accepted.RecordedAt, true, (writer, _) =>
        {
            writer.Text("state", at is null ? "open" : "archived");
            writer.Instant("since", at);
        });
    }

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

    /// <summary>With the offset of the place; the same instant under another offset is no news.</summary>
    private static string? AsSaid(EntityState state, string thing, DateTimeOffset? at) =>
        at is not null && state.Announced.GetValueOrDefault(thing)?.Value is { } before && Instant(before) == at
            ? before
            : at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
