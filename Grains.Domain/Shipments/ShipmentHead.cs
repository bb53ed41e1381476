using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What lists of shipments need.</summary>
internal static class ShipmentHead
{
    public static Head Of(EntityKey key, EntityState state)
    {
        var voyage = Voyage.Of(state);
        var row = Rows.Write((key, state, voyage), static (writer, it) =>
        {
            var whole = it.voyage.Whole;
            writer.Text("id", it.key.Id);
            writer.Text("status", it.voyage.Status);
            writer.Text("reportedStatus", whole.Text(Aspect.Status));
            writer.Text("name", whole.Text(Aspect.Name));
            writer.Text("transportationMode", whole.Text(Aspect.TransportationMode));
            writer.Text("lastMilestone", it.voyage.Last?.Milestone.ToName());
            writer.Instant("lastMilestoneAt", it.voyage.Last?.At);
            writer.WriteStartObject("estimates");
            writer.Instant("departure", it.voyage.EstimatedDeparture);
            writer.Instant("arrival", it.voyage.EstimatedArrival);
            writer.WriteEndObject();
            writer.WriteNumber("version", it.state.Version);
            writer.Instant("updatedAt", it.state.UpdatedAt);
        });
        return new Head(voyage.Status, null, null, null, [], Search(key, state, voyage), state.UpdatedAt, row);
    }

    private static string Search(EntityKey key, EntityState state, Voyage voyage)
    {
        var words = new SearchWords();
        words.Add(key.Id);
        words.Add($"flex-{key.Id}");
        words.Add(voyage.Whole.Text(Aspect.Name));
        words.Add(voyage.Whole.Text(Aspect.HouseBill));
        words.Add(voyage.Whole.Text(Aspect.MasterBill));
        words.Add(voyage.Whole.Text(Aspect.CarrierBooking));
        foreach (var box in voyage.Containers) words.Add(box.Number ?? box.Id);
        foreach (var (part, facts) in state.Parts)
        {
            if (part.Part is not (Part.Booking or Part.Document)) continue;
            words.Add(part.Id);
            words.Add(facts.Text(Aspect.Name));
        }

        return words.ToString();
    }
}
