using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>The rules of a booking, document or container whose events name no shipment: its facts are those that its shipments are told.</summary>
public sealed class UnlinkedRules : IEntityRules<UnlinkedView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, ShipmentReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => Hearing.OfHeld(relayed);

    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted) => new(state.Join(accepted), [], Tellings.OfHeld(key, state, accepted));

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
        foreach (var (part, facts) in state.Parts)
        {
            if (part.Id != key.Id) words.Add(part.Id);
            words.Add(facts.Text(Aspect.Name));
        }

        return new Head(null, null, null, null, [], words.ToString(), state.UpdatedAt, row);
    }

    public UnlinkedView View(EntityKey key, EntityState state) => new(key.Id, NameOf(key.Kind), state.Version, state.UpdatedAt, Tellings.Linked(state), null, null, null);

    private static string NameOf(EntityKind kind) => kind switch
    {
        EntityKind.Booking => "booking",
        EntityKind.Document => "document",
        EntityKind.Container => "container",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only bookings, documents and containers can be without a shipment."),
    };
}
