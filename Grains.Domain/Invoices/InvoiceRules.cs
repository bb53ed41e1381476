using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;

namespace Grains.Domain.Invoices;

/// <summary>The rules of invoices.</summary>
public sealed class InvoiceRules : IEntityRules<InvoiceView>
{
    public Report Read(Delivery delivery) => DeliveryReading.Read(delivery, InvoiceReports.Read);

    public IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed) => [];

    public Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted) => new(state.Join(accepted), [], Tellings.OfInvoice(key, state, accepted));

    public Head Summarize(EntityKey key, EntityState state)
    {
        var whole = state.Whole;
        var shipments = Shipments(state);
        var row = Rows.Write((key, state, shipments), static (writer, it) =>
        {
            var whole = it.state.Whole;
            writer.Text("id", it.key.Id);
            writer.Text("number", whole.Text(Aspect.Number));
            writer.Text("status", Status(whole));
            writer.Money("total", whole.Money(Aspect.Total));
            writer.Money("balance", whole.Money(Aspect.Balance));
            writer.Day("dueDate", whole.Day(Aspect.DueDate));
            writer.WriteStartArray("shipments");
            foreach (var shipment in it.shipments) writer.WriteStringValue(shipment);
            writer.WriteEndArray();
            writer.WriteNumber("version", it.state.Version);
            writer.Instant("updatedAt", it.state.UpdatedAt);
        });
        var words = new SearchWords();
        words.Add(key.Id);
        words.Add(whole.Text(Aspect.Number));
        foreach (var shipment in shipments)
        {
            words.Add(shipment);
            words.Add($"flex-{shipment}");
        }

        return new Head(Status(whole), null, null, null, [], words.ToString(), state.UpdatedAt, row);
    }

    public InvoiceView View(EntityKey key, EntityState state)
    {
        var whole = state.Whole;
        return new InvoiceView(
            key.Id,
            whole.Text(Aspect.Number),
            Status(whole),
            Money(whole.Money(Aspect.Total)),
            Money(whole.Money(Aspect.Balance)),
            Rows.DayText(whole.Day(Aspect.DueDate)),
            whole.Instant(Aspect.IssuedAt),
            whole.Instant(Aspect.FreightReadyAt),
            whole.Instant(Aspect.VoidedAt),
            Shipments(state),
            state.Version,
            state.UpdatedAt,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    }

    /// <summary>As reported; outstanding when anything is known of it at all.</summary>
    private static string? Status(PartFacts whole) => whole.Text(Aspect.Status) ?? (whole.Count > 0 ? "outstanding" : null);

    private static MoneyView? Money(FactValue.Money? money) => money is null ? null : new MoneyView(money.Amount, money.Currency);

    private static List<string> Shipments(EntityState state)
    {
        var shipments = new List<string>();
        foreach (var (key, _) in state.Parts)
        {
            if (key.Part == Part.Shipment) shipments.Add(key.Id);
        }

        return shipments;
    }
}
