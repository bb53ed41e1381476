using System.Text.Json;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;

namespace Grains.Domain.Shipments;

/// <summary>What is at stake with a deadline of a shipment: what was expected and where, the last free day, since when a container is out or held.</summary>
internal static class DeadlineStakes
{
    /// <param name="subject">As the deadline has it: a container, a hold; empty for the whole shipment.</param>
    public static void Write(Utf8JsonWriter writer, string kind, string subject, VoyageProgress voyage)
    {
        switch (kind)
        {
            case "departure_overdue":
                writer.Instant("expected", voyage.EstimatedDeparture);
                writer.Place(voyage.Origin);
                break;
            case "arrival_overdue":
                writer.Instant("expected", voyage.EstimatedArrival);
                writer.Place(voyage.Destination, voyage.TerminalZone);
                break;
            case "free_time":
                writer.Day("lastFreeDay", Find(voyage, subject)?.LastFreeDay(voyage.TerminalZone));
                writer.Place(voyage.Destination, voyage.TerminalZone);
                break;
            case "container_return":
                writer.Instant("since", Find(voyage, subject)?.GatedOut);
                break;
            case "customs_hold":
                Hold(writer, voyage, subject);
                break;
            default:
                break;
        }
    }

    private static void Hold(Utf8JsonWriter writer, VoyageProgress voyage, string subject)
    {
        foreach (var hold in voyage.Holds.Events)
        {
            if (hold.Id != subject) continue;
            writer.Text("title", hold.Type?.DisplayName);
            writer.Instant("since", hold.Since);
            return;
        }

        writer.WriteNull("title");
        writer.Instant("since", voyage.Holds.Entries.Find(one => one.Id == subject).HeldSince);
    }

    private static ContainerBox? Find(VoyageProgress voyage, string subject)
    {
        foreach (var box in voyage.Containers)
        {
            if (box.Name == subject || box.Id == subject || box.Parts.Contains(subject)) return box;
        }

        return null;
    }
}
