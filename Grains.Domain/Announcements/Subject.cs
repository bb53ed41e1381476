using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Announcements;

/// <summary>The entity that something is announced of, as messages tell of it.</summary>
/// <param name="Kind">As views name it: <c>shipment</c>, <c>purchase_order</c>, <c>invoice</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="About">Writes what subscriptions filter by.</param>
/// <param name="Summary">Writes what holds of it now beside its status: the fields of <c>summary</c>.</param>
internal sealed record Subject(EntityKey Key, string Kind, string? Name, string? Status, Action<AboutWriter> About, Action<Utf8JsonWriter> Summary)
{
    /// <summary>A message. Every one has these fields, in between those that are its own.</summary>
    public byte[] Message(string thing, int revision, bool withdrawn, DateTimeOffset occurredAt, DateTimeOffset recordedAt, EventId by, Action<Utf8JsonWriter> own) =>
        Rows.Write((this, thing, revision, withdrawn, occurredAt, recordedAt, by, own), static (writer, it) =>
        {
            var (subject, thing, revision, withdrawn, occurredAt, recordedAt, by, own) = it;
            var colon = thing.IndexOf(':', StringComparison.Ordinal);
            writer.Text("source", subject.Key.Source);
            writer.Text("kind", subject.Kind);
            writer.Text("id", subject.Key.Id);
            writer.Text("name", subject.Name);
            writer.Text("thing", thing);
            writer.Text("class", colon < 0 ? thing : thing[..colon]);
            writer.WriteNumber("revision", revision);
            writer.WriteBoolean("withdrawn", withdrawn);
            writer.Instant("occurredAt", occurredAt);
            writer.Instant("recordedAt", recordedAt);
            own(writer);
            writer.Text("eventId", by.Value);
            writer.Text("status", subject.Status);
            writer.WriteStartObject("about");
            subject.About(new AboutWriter(writer));
            writer.WriteEndObject();
            writer.WriteStartObject("summary");
            writer.Text("status", subject.Status);
            subject.Summary(writer);
            writer.WriteEndObject();
        });
}
