using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What a channel is given to say.</summary>
internal static class Messages
{
    /// <summary>The shipment has reached a milestone; with a revision above 0: at another time than was said, or after all.</summary>
    public static Announcement Reached(EntityKey key, Voyage voyage, Milestone milestone, int revision, MilestoneEntry entry) =>
        Write(key, voyage, milestone, revision, new Content(false, entry.At, entry.Said.RecordedAt, entry.Location, entry.Said.By));

    /// <summary>The shipment has not reached it, though it was said to have done so at <paramref name="toldAt"/>.</summary>
    public static Announcement Withdrawn(EntityKey key, Voyage voyage, Milestone milestone, int revision, DateTimeOffset toldAt, AcceptedEvent by) =>
        Write(key, voyage, milestone, revision, new Content(true, toldAt, by.RecordedAt.ToUniversalTime(), null, by.EventId));

    private static Announcement Write(EntityKey key, Voyage voyage, Milestone milestone, int revision, Content content)
    {
        var name = milestone.ToName();
        var thing = $"milestone:{name}";
        var message = Rows.Write((key, voyage, thing, name, revision, content), static (writer, it) =>
        {
            writer.Text("source", it.key.Source);
            writer.Text("kind", "shipment");
            writer.Text("id", it.key.Id);
            writer.Text("name", it.voyage.Whole.Text(Aspect.Name));
            writer.Text("thing", it.thing);
            writer.Text("milestone", it.name);
            writer.WriteNumber("revision", it.revision);
            writer.WriteBoolean("withdrawn", it.content.IsWithdrawn);
            writer.Instant("occurredAt", it.content.OccurredAt);
            writer.Instant("recordedAt", it.content.RecordedAt);
            if (it.content.Location is { } place)
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

            writer.Text("eventId", it.content.By.Value);
            writer.Text("status", it.voyage.Status);
        });
        return new Announcement(thing, revision, content.OccurredAt, message);
    }

    private readonly record struct Content(bool IsWithdrawn, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, FactValue.Place? Location, EventId By);
}
