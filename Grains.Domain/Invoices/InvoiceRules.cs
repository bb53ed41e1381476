using System.Text.Json;
using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;

namespace Grains.Domain.Invoices;

/// <summary>The rules of invoices.</summary>
/// <param name="policy">How long is too long; the same in every silo.</param>
public sealed class InvoiceRules(DeadlinePolicy policy) : IEntityRules<InvoiceView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, InvoiceReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => [];

    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted)
    {
        var (next, announcements) = InvoiceNews.Of(key, state.Join(accepted), accepted);
        return new Step(next, announcements, DeadlineNames.IsDeadline(accepted.EventId) ? [] : Tellings.OfInvoice(key, state, accepted));
    }

    public IReadOnlyList<DueDeadline> Due(EntityState state, DateTimeOffset now) => Lateness.Due(state, InvoiceWatches.Of(state, policy), now);

    public AcknowledgementDecision Acknowledge(EntityState state, Acknowledgement said, bool repeated, DateTimeOffset now) =>
        Acknowledgements.Decide(state, InvoiceWatches.Of(state, policy), said, repeated, now);

    public Head Summarize(EntityKey key, EntityState state)
    {
        var whole = state.Whole;
        var shipments = Shipments(state);
        var watches = InvoiceWatches.Of(state, policy);
        var attention = Lateness.Attention(state, watches);
        var row = Rows.Write((key, state, shipments, attention), static (writer, it) =>
        {
            var whole = it.state.Whole;
            writer.Text("id", it.key.Id);
            writer.Text("number", whole.Text(Aspect.Number));
            writer.Text("status", InvoiceStatus.Of(whole));
            writer.Money("total", whole.Money(Aspect.Total));
            writer.Money("balance", whole.Money(Aspect.Balance));
            writer.Day("dueDate", whole.Day(Aspect.DueDate));
            writer.WriteStartArray("shipments");
            foreach (var shipment in it.shipments) writer.WriteStringValue(shipment);
            writer.WriteEndArray();
            writer.Attention(it.attention);
            writer.WriteNumber("version", it.state.Version);
            writer.Instant("updatedAt", it.state.UpdatedAt);
        });
        var words = new SearchWords();
        words.Add(key.Id);
        words.AddNumber(whole.Text(Aspect.Number));
        foreach (var shipment in shipments)
        {
            words.Add(shipment);
            words.Add($"flex-{shipment}");
        }

        words.Add(whole.Text(Aspect.Recipient));
        words.Add(whole.Text(Aspect.Issuer));
        var terms = new HeadTerms();
        terms.AddAttention(attention);
        terms.AddParties(state);
        foreach (var shipment in shipments) terms.Add(ListTerms.Shipment, shipment);
        return new Head(
            InvoiceStatus.Of(whole), null, null, HeadTimes.Midnight(whole.Day(Aspect.DueDate)), terms.ToList(), words.ToString(), state.UpdatedAt, row)
        {
            NextDeadlineAt = Lateness.Next(state, watches),
        };
    }

    public InvoiceView View(EntityKey key, EntityState state)
    {
        var whole = state.Whole;
        return new InvoiceView(
            key.Id,
            whole.Text(Aspect.Number),
            InvoiceStatus.Of(whole),
            whole.Money(Aspect.Total).ToView(),
            whole.Money(Aspect.Balance).ToView(),
            Rows.DayText(whole.Day(Aspect.DueDate)),
            whole.Instant(Aspect.IssuedAt),
            whole.Instant(Aspect.FreightReadyAt),
            whole.Instant(Aspect.VoidedAt),
            Shipments(state),
            state.Version,
            state.UpdatedAt,
            whole.Text(Aspect.Type),
            whole.Text(Aspect.Recipient),
            whole.Text(Aspect.Issuer),
            whole.Instant(Aspect.Paid),
            whole.Instant(Aspect.PaymentFailed),
            whole.Instant(Aspect.Credited),
            whole.Instant(Aspect.Refunded),
            Lateness.Attention(state, InvoiceWatches.Of(state, policy)))
        {
            Unread = Unread.View(state),
            Movements = Movements.View(state),
        };
    }

    /// <summary>The ids of the shipments that it is for.</summary>
    internal static List<string> Shipments(EntityState state)
    {
        var shipments = new List<string>();
        foreach (var (key, _) in state.Parts.Of(Part.Shipment))
        {
            if (key.Part == Part.Shipment) shipments.Add(key.Id);
        }

        return shipments;
    }
}
