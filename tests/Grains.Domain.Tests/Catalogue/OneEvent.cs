using System.Text;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Tests.Catalogue;

/// <summary>The first event that an entity hears of, from its bytes to what it changes: no objects beside their ids, one place, and what a row adds.</summary>
/// <param name="To">The kind of entity and its id.</param>
/// <param name="Facts">What is known of it afterwards, by part, id and aspect; <c>itself</c> is the event's own type.</param>
/// <param name="Announced">What is told to the stakeholders.</param>
internal sealed record OneEvent(string To, string Facts, string Announced)
{
    private const string ToShipment = """ "shipment":{"_object":"/api/refs/object","ref_type":"/shipment","id":7001} """;

    private const string At = """ "location":{"_object":"/shipment_node","place":{"name":"Saltmarsh Quay","address":{"country":"Norway","timezone":"Europe/Oslo"}},"tags":[]} """;

    /// <param name="says">More fields of the object, or of dialect A's data, as JSON without braces.</param>
    public static OneEvent Of(EventType type, string says)
    {
        var more = says.Length > 0 ? "," + says : "";
        var body = Encoding.UTF8.GetBytes(
            $$"""{"id":90071,"type":"{{type.Name}}","created_at":"2026-02-02T00:00:00Z","occurred_at":"2026-02-01T08:00:00Z","data":{{Data(type, more)}}}""");
        var envelope = EnvelopeReader.Read(body);
        envelope.Problem.ShouldBe(EnvelopeProblem.None);
        envelope.Event.ShouldBe(type.Name);
        var delivery = new Delivery(
            new EventId(envelope.EventId), envelope.Type!, envelope.Event, envelope.CreatedAt, envelope.OccurredAt, Say.At("2026-02-03T00:00:00Z"), "main", body);
        var (report, step) = envelope.Subject switch
        {
            SubjectKind.Shipment => Tell(new ShipmentRules(new()), EntityKind.Shipment, envelope.SubjectId!, delivery),
            SubjectKind.PurchaseOrder => Tell(new PurchaseOrderRules(), EntityKind.PurchaseOrder, envelope.SubjectId!, delivery),
            SubjectKind.Invoice => Tell(new InvoiceRules(new()), EntityKind.Invoice, envelope.SubjectId!, delivery),
            var kind => throw new NotSupportedException(kind.ToString()),
        };
        report.OccurredAt.ShouldBe(Say.At("2026-02-01T08:00:00Z"));
        return new OneEvent(
            $"{envelope.Subject} {envelope.SubjectId}",
            string.Join(", ", step.Next.Parts.SelectMany(part => Known(type, part.Key, part.Value))),
            string.Join(", ", step.Announcements.Select(told => told.Thing)));
    }

    private static (Report, Step) Tell<TView>(IEntityRules<TView> rules, EntityKind kind, string id, Delivery delivery)
        where TView : class
    {
        var report = rules.Read(delivery);
        var key = new EntityKey("default", kind, id);
        return (report, rules.Apply(key, EntityState.Empty, new AcceptedEvent(
            1, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, report.Facts)));
    }

    private static IEnumerable<string> Known(EventType type, PartKey key, PartFacts facts)
    {
        var part = key.Id.Length == 0 ? $"{key.Part}" : $"{key.Part} {(key.Id == type.Name ? "itself" : key.Id)}";
        return Enumerable.Range(0, facts.Count).Select(i => $"{part}.{facts.At(i).Aspect}");
    }

    private static string Data(EventType type, string more) => type.Dialect == Dialect.Named ? Named(type, more) : ObjectPath.KindOf(type.Name) switch
    {
        ObjectKind.Shipment => Object("/shipment", "7001", more),
        ObjectKind.Leg => Object("/shipment_leg", "801", $"{more},{ToShipment}"),
        ObjectKind.Container => Object("/ocean/shipment_container", "9001", $"{more},{ToShipment}"),
        ObjectKind.ContainerLeg => Object(
            "/ocean/shipment_container_leg", "71", $$"""{{more}},"shipment_container":{"_object":"/api/refs/object","id":9001},{{ToShipment}}"""),
        ObjectKind.Document => Object("/document", "\"doc-1\"", $"{more},{ToShipment}"),
        ObjectKind.PurchaseOrder => Object("/purchase_order", "5001", more),
        ObjectKind.Invoice => Object("/invoice", "\"inv_9\"", more),
        _ => Object("/unheard_of", "5", $"{more},{ToShipment}"),
    };

    private static string Object(string path, string id, string more) =>
        $$"""{"_object":"/shipment_event_data","resource":{"_object":"{{path}}","id":{{id}}{{more}}},{{At}},"containers":[]}""";

    private static string Named(EventType type, string more) => type.Category switch
    {
        EventCategory.PurchaseOrder => $$"""{"po_id":5001{{more}}}""",
        EventCategory.Invoice => $$"""{"invoice_id":"inv_9"{{more}}}""",
        _ => $$"""{"shipment_id":"FLEX-7001",{{At}}{{more}}}""",
    };
}
