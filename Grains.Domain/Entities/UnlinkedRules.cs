using Grains.Domain.Deadlines;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Domain.Shipments;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>The rules of a booking, document or container whose events name no shipment: its facts are those that its shipments are told.</summary>
public sealed class UnlinkedRules : IEntityRules<UnlinkedView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, ShipmentReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => Hearing.OfHeld(key, relayed);

    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted) => new(state.Join(accepted), [], Tellings.OfHeld(key, state, accepted));

    public IReadOnlyList<DueDeadline> Due(EntityState state, DateTimeOffset now) => [];

    public AcknowledgementDecision Acknowledge(EntityState state, Acknowledgement said, bool repeated, DateTimeOffset now) => Acknowledgements.Decide(state, [], said, repeated, now);

    public Head Summarize(EntityKey key, EntityState state)
    {
        var kind = NameOf(key.Kind);
        var row = Rows.Write((key, state, kind), static (writer, it) =>
        {
            writer.Text("id", it.key.Id);
            writer.Text("kind", it.kind);
            writer.WriteNumber("version", it.state.Version);
            writer.Instant("updatedAt", it.state.UpdatedAt);
        });
        var words = new SearchWords();
        words.Add(key.Id);
        var terms = new HeadTerms();
        string? status = null;
        string? mode = null;
        foreach (var (part, facts) in state.Parts)
        {
            // Of two ids in one nobody searches.
            if (part.Part is Part.ContainerLeg or Part.EntryStatus or Part.Unread) continue;
            if (part.Id != key.Id) words.Add(part.Id);
            words.AddNumber(facts.Text(Aspect.Name));
            switch (part.Part)
            {
                case Part.Booking:
                    status ??= Bookings.Status(facts);
                    mode ??= facts.Text(Aspect.TransportationMode)?.ToLowerInvariant();
                    terms.Add(ListTerms.Booking, part.Id);
                    terms.Add(ListTerms.Booking, facts.Text(Aspect.Name));
                    terms.Add(ListTerms.Party, facts.Text(Aspect.Shipper));
                    terms.Add(ListTerms.Party, facts.Text(Aspect.Consignee));
                    break;
                case Part.Container:
                    terms.Add(ListTerms.Container, facts.Text(Aspect.Number));
                    terms.Add(ListTerms.Container, facts.Text(Aspect.Identity) ?? part.Id);
                    break;
                case Part.Shipment:
                    terms.Add(ListTerms.Shipment, part.Id);
                    break;
                default:
                    break;
            }
        }

        return new Head(status, mode, null, null, terms.ToList(), words.ToString(), state.UpdatedAt, row);
    }

    public UnlinkedView View(EntityKey key, EntityState state) => new(
        key.Id,
        NameOf(key.Kind),
        state.Version,
        state.UpdatedAt,
        Tellings.Linked(state),
        key.Kind == EntityKind.Booking && Find(state, Part.Booking, key.Id) is var (booking, aboutBooking) ? Bookings.View(booking, aboutBooking) : null,
        key.Kind == EntityKind.Document && Find(state, Part.Document, key.Id) is var (document, aboutDocument) ? Documents.View(document, aboutDocument) : null,
        key.Kind == EntityKind.Container ? FindContainer(state, key.Id)?.ToView() : null)
    {
        Unread = Unread.View(state),
    };

    /// <summary>The one that the entity is, else the first that its events tell of.</summary>
    private static (string Id, PartFacts Facts)? Find(EntityState state, Part part, string id)
    {
        if (state.Parts.TryGetValue(PartKey.Of(part, id), out var own)) return (id, own);
        foreach (var (key, facts) in state.Parts)
        {
            if (key.Part == part) return (key.Id, facts);
        }

        return null;
    }

    /// <summary>By its number in any case, or by Flexport's id.</summary>
    private static ContainerBox? FindContainer(EntityState state, string id)
    {
        var boxes = ContainerBox.All(state);
        foreach (var box in boxes)
        {
            if (box.Id == id || string.Equals(box.Number, id, StringComparison.OrdinalIgnoreCase)) return box;
        }

        return boxes.Count > 0 ? boxes[0] : null;
    }

    private static string NameOf(EntityKind kind) => kind switch
    {
        EntityKind.Booking => "booking",
        EntityKind.Document => "document",
        EntityKind.Container => "container",
        EntityKind.OrderNumber => "order_number",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only bookings, documents, containers and numbers of orders can be without a shipment."),
    };
}
