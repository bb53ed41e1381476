using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What a channel is given to say.</summary>
internal static class Messages
{
    public static Announcement Reached(EntityKey key, Voyage voyage, Milestone milestone, MilestoneEntry entry)
    {
        var name = milestone.ToName();
        var thing = $"milestone:{name}";
        var message = Rows.Write((key, voyage, thing, name, entry), static (writer, it) =>
        {
            writer.Text("source", it.key.Source);
            writer.Text("kind", "shipment");
            writer.Text("id", it.key.Id);
            writer.Text("name", it.voyage.Whole.Text(Facts.Aspect.Name));
            writer.Text("thing", it.thing);
            writer.Text("milestone", it.name);
            writer.WriteNumber("revision", 0);
            writer.Instant("occurredAt", it.entry.At);
            writer.Instant("recordedAt", it.entry.Said.RecordedAt);
            if (it.entry.Location is { } place)
            {
                writer.WriteStartObject("location");
                writer.Text("name", place.Name);
                writer.Text("country", place.Country);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteNull("location");
            }

            writer.Text("eventId", it.entry.Said.By.Value);
            writer.Text("status", it.voyage.Status);
        });
        return new Announcement(thing, 0, entry.At, message);
    }
}
