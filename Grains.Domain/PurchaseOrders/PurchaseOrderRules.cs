using Grains.Domain.Announcements;
using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Domain.Shipments;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.PurchaseOrders;

namespace Grains.Domain.PurchaseOrders;

/// <summary>The rules of purchase orders.</summary>
public sealed class PurchaseOrderRules : IEntityRules<PurchaseOrderView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, PurchaseOrderReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => Hearing.OfOrder(key, relayed);

    /// <summary>Of an order its deadlines are announced.</summary>
    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)
    {
        var joined = state.Join(accepted);
        var whole = joined.Whole;
        var (next, announcements) = Telling.Note(joined, accepted, DeadlineNews.Of(accepted, joined, OrderStakes.Write), () => new Subject(key, "purchase_order", whole.Text(Aspect.Number), Status(whole), about =>
        {
            about.Text("mode", whole.Text(Aspect.TransportationMode)?.ToLowerInvariant());
            about.Place("origin", whole.Place(Aspect.Origin));
            about.Place("destination", whole.Place(Aspect.Destination));
            about.List("purchaseOrders", [whole.Text(Aspect.Number), key.Id]);
            about.List("shipments", OrderShipments.Of(joined).Select(static shipment => shipment.Id));
            about.Parties(joined);
        }, summary =>
        {
            summary.Day("cargoReadyDate", whole.Day(Aspect.CargoReadyDate));
            summary.Day("mustArriveDate", whole.Day(Aspect.MustArriveDate));
        }));
        return new Step(next, announcements, OrderLinks.OfOrder(key, state, accepted));
    }

    public IReadOnlyList<DueDeadline> Due(EntityState state, DateTimeOffset now) => Lateness.Due(state, PurchaseOrderWatches.Of(state), now);

    public AcknowledgementDecision Acknowledge(EntityState state, Acknowledgement said, bool repeated, DateTimeOffset now) =>
        Acknowledgements.Decide(state, PurchaseOrderWatches.Of(state), said, repeated, now);

    public Head Summarize(EntityKey key, EntityState state)
    {
        var whole = state.Whole;
        var watches = PurchaseOrderWatches.Of(state);
        var attention = Lateness.Attention(state, watches);
        var row = Rows.Write((key, state, attention), static (writer, it) =>
        {
            var whole = it.state.Whole;
            writer.Text("id", it.key.Id);
            writer.Text("number", whole.Text(Aspect.Number));
            writer.Text("status", Status(whole));
            writer.Instant("archivedAt", whole.Instant(Aspect.ArchivedAt));
            writer.Text("buyer", whole.Text(Aspect.Buyer));
            writer.Text("seller", whole.Text(Aspect.Seller));
            writer.Attention(it.attention);
            writer.WriteNumber("version", it.state.Version);
            writer.Instant("updatedAt", it.state.UpdatedAt);
        });
        var words = new SearchWords();
        words.Add(key.Id);
        words.AddNumber(whole.Text(Aspect.Number));
        words.Add(whole.Text(Aspect.Buyer));
        words.Add(whole.Text(Aspect.Seller));
        var terms = new HeadTerms();
        terms.AddAttention(attention);
        terms.Add(ListTerms.PurchaseOrder, whole.Text(Aspect.Number));
        terms.AddParties(state);
        return new Head(
            Status(whole),
            whole.Text(Aspect.TransportationMode)?.ToLowerInvariant(),
            null,
            HeadTimes.Midnight(whole.Day(Aspect.MustArriveDate)),
            terms.ToList(),
            words.ToString(),
            state.UpdatedAt,
            row)
        {
            NextDeadlineAt = Lateness.Next(state, watches),
        };
    }

    public PurchaseOrderView View(EntityKey key, EntityState state)
    {
        var whole = state.Whole;
        return new PurchaseOrderView(
            key.Id,
            whole.Text(Aspect.Number),
            Status(whole),
            whole.Instant(Aspect.CreatedAt),
            whole.Instant(Aspect.ChangedAt),
            whole.Instant(Aspect.ArchivedAt),
            whole.Text(Aspect.Buyer),
            whole.Text(Aspect.Seller),
            whole.Text(Aspect.Incoterm),
            whole.Text(Aspect.TransportationMode),
            Rows.DayText(whole.Day(Aspect.CargoReadyDate)),
            Rows.DayText(whole.Day(Aspect.MustArriveDate)),
            state.Version,
            state.UpdatedAt,
            whole.Instant(Aspect.Acknowledged),
            whole.Place(Aspect.Origin).ToView(),
            whole.Place(Aspect.Destination).ToView(),
            Lateness.Attention(state, PurchaseOrderWatches.Of(state)))
        {
            Unread = Unread.View(state),
            Shipments = OrderShipments.View(state),
            Lines = OrderLines.View(state),
        };
    }

    /// <summary>As reported; open when anything is known of it at all.</summary>
    private static string? Status(PartFacts whole) => whole.Text(Aspect.Status) ?? (whole.Count > 0 ? "open" : null);
}
