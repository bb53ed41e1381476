using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What a channel is given to say.</summary>
internal static class Messages
{
    /// <summary>The shipment has reached a milestone; with a revision above 0: at another time than was said, or after all.</summary>
    public static Announcement Reached(EntityKey key, VoyageProgress voyage, Milestone milestone, int revision, MilestoneEntry entry) =>
        Write(key, voyage, milestone, revision, new Content(false, entry.At, entry.Said.RecordedAt, entry.Location, entry.Said.By));

    /// <summary>The shipment has not reached it, though it was said to have done so at <paramref name="toldAt"/>.</summary>
    public static Announcement Withdrawn(EntityKey key, VoyageProgress voyage, Milestone milestone, int revision, DateTimeOffset toldAt, AcceptedEvent by) =>
        Write(key, voyage, milestone, revision, new Content(true, toldAt, by.RecordedAt.ToUniversalTime(), null, by.EventId));

    private static Announcement Write(EntityKey key, VoyageProgress voyage, Milestone milestone, int revision, Content content)
    {
        var name = milestone.ToName();
        var thing = $"milestone:{name}";
        var message = ShipmentNews.Subject(key, voyage.State, voyage).Message(
            thing, revision, content.IsWithdrawn, content.OccurredAt, content.RecordedAt, content.By, writer =>
            {
                writer.Text("milestone", name);
                if (content.Location is { } place)
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

                var (end, zone) = End(voyage, milestone);
                writer.Place(content.Location ?? end, zone);
            });
        return new Announcement(thing, revision, content.OccurredAt, message);
    }

    /// <summary>Where the voyage begins or ends, for what happens there; nobody need have said it of the milestone itself.</summary>
    private static (FactValue.Place? Place, string? TimeZone) End(VoyageProgress voyage, Milestone milestone) => milestone switch
    {
        Milestone.Departed => (voyage.Origin, voyage.Origin?.TimeZone),
        Milestone.Arrived => (voyage.Destination, voyage.TerminalZone),
        _ => (null, null),
    };

    private readonly record struct Content(bool IsWithdrawn, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, FactValue.Place? Location, EventId By);
}
