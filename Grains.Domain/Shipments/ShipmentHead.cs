using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What lists of shipments need.</summary>
internal static class ShipmentHead
{
    public static Head Of(EntityKey key, EntityState state, IReadOnlyList<AttentionView> attention)
    {
        var voyage = VoyageProgress.Of(state);
        var row = Rows.Write((key, state, voyage, attention), static (writer, it) =>
        {
            var whole = it.voyage.Whole;
            writer.Text("id", it.key.Id);
            writer.Text("status", it.voyage.Status);
            writer.Text("phase", it.voyage.Phase);
            writer.WriteBoolean("archived", it.voyage.IsArchived);
            writer.WriteStartArray("inferred");
            foreach (var milestone in it.voyage.Inferred) writer.WriteStringValue(milestone.ToName());
            writer.WriteEndArray();
            writer.Text("reportedStatus", whole.Text(Aspect.Status));
            writer.Text("name", whole.Text(Aspect.Name));
            writer.Text("transportationMode", whole.Text(Aspect.TransportationMode));
            writer.Text("lastMilestone", it.voyage.Last?.Milestone.ToName());
            writer.Instant("lastMilestoneAt", it.voyage.Last?.At);
            writer.WriteStartObject("estimates");
            writer.Instant("departure", it.voyage.EstimatedDeparture);
            writer.Instant("arrival", it.voyage.EstimatedArrival);
            writer.WriteEndObject();
            writer.WriteStartObject("actuals");
            writer.Instant("departure", it.voyage.Reached(Milestone.Departed)?.At);
            writer.Instant("arrival", it.voyage.Reached(Milestone.Arrived)?.At);
            writer.WriteEndObject();
            writer.Text("customs", Customs.Status(it.state));
            writer.WriteNumber("containers", it.voyage.Containers.Count);
            writer.Text("containerSummary", ContainerStages.Summary(it.voyage.Containers));
            writer.Attention(it.attention);
            writer.WriteNumber("version", it.state.Version);
            writer.Instant("updatedAt", it.state.UpdatedAt);
        });
        var names = HeadNames.Of(key, state, voyage.Containers, () => (Terms(state, voyage), Search(key, state, voyage)));
        return new Head(
            voyage.IsArchived ? ListTerms.StatusOfArchived(voyage.Status) : voyage.Status,
            voyage.Whole.Text(Aspect.TransportationMode)?.ToLowerInvariant(),
            HeadTimes.AtPlace(voyage.Reached(Milestone.Departed)?.At ?? voyage.EstimatedDeparture, voyage.Origin?.TimeZone),
            HeadTimes.AtPlace(voyage.Reached(Milestone.Arrived)?.At ?? voyage.EstimatedArrival, voyage.TerminalZone),
            names.TermsWith(Passing(voyage, attention)),
            names.Search,
            state.UpdatedAt,
            row);
    }

    /// <summary>How things stand: that changes without any text.</summary>
    private static HeadTerms Passing(VoyageProgress voyage, IReadOnlyList<AttentionView> attention)
    {
        var terms = new HeadTerms();
        terms.AddAttention(attention);
        terms.Add(ListTerms.Phase, voyage.Phase);
        terms.Add(ListTerms.Archived, voyage.IsArchived ? "true" : "false");
        return terms;
    }

    // Of texts alone: see HeadNames. What else lists find by is added there.
    // Of a container people know the number: where there are too many, ids are left out.
    private static IReadOnlyList<string> Terms(EntityState state, VoyageProgress voyage)
    {
        var whole = voyage.Whole;
        var terms = new HeadTerms();
        foreach (var bill in References.OfBills) terms.AddEach(ListTerms.BillOfLading, whole.Text(bill));
        terms.AddEach(ListTerms.Booking, whole.Text(Aspect.CarrierBooking));
        foreach (var (part, facts) in state.Parts.Of(Part.Booking))
        {
            terms.Add(ListTerms.Booking, part.Id);
            terms.Add(ListTerms.Booking, facts.Text(Aspect.Name));
        }

        terms.AddParties(state);
        foreach (var box in voyage.Containers) terms.Add(ListTerms.Container, box.Number);
        foreach (var box in voyage.Containers) terms.Add(ListTerms.Container, box.Id);
        foreach (var order in whole.Words(Aspect.OrderNumbers)) terms.Add(ListTerms.PurchaseOrder, order);
        return terms.ToList();
    }

    private static string Search(EntityKey key, EntityState state, VoyageProgress voyage)
    {
        var whole = voyage.Whole;
        var words = new SearchWords();
        words.Add(key.Id);
        words.Add($"flex-{key.Id}");
        words.Add(whole.Text(Aspect.Name));
        foreach (var bill in References.OfBills) words.AddNumber(whole.Text(bill));
        words.AddNumber(whole.Text(Aspect.CarrierBooking));
        foreach (var box in voyage.Containers)
        {
            words.Add(box.Number ?? box.Id);
            if (!string.Equals(box.Written, box.Number, StringComparison.OrdinalIgnoreCase)) words.Add(box.Written);
        }

        foreach (var order in whole.Words(Aspect.OrderNumbers)) words.AddNumber(order);
        foreach (var party in Parties.All(state)) words.Add(party.Name);
        foreach (var (part, facts) in state.Parts.Of(Part.Booking, Part.Document))
        {
            words.Add(part.Id);
            words.AddNumber(facts.Text(Aspect.Name));
        }

        return words.ToString();
    }
}
