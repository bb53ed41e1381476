using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Grains.Domain.Announcements;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Domain.Tests;
using Grains.Domain.Tests.Histories;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Json.Schema;
using Silo.Channels;

namespace Silo.Tests.Channels;

/// <summary>The bodies of webhooks keep to what <c>docs/schemas</c> promises: whatever history the message comes of, and with every field described.</summary>
public sealed class WebhookSchemaTests
{
    private static readonly EntityKey Invoice = new("default", EntityKind.Invoice, "inv");
    private static readonly EntityKey Order = new("default", EntityKind.PurchaseOrder, "5001");
    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };
    private static readonly Dictionary<string, JsonSchema> Schemas = Read();

    [Fact]
    public void EveryTopic_HasASchema() => Topics.Classes.Where(static topic => topic is not ("all" or "operations") && !Schemas.ContainsKey(topic)).ShouldBeEmpty();

    [Fact]
    public void OfShipments_EveryBody_IsAsItsSchemaSays() => Law(HistoryGen.OfShipment, new Fold<ShipmentView>(new ShipmentRules(new()), Stories.Shipment7001), Stories.Shipment7001, 400);

    [Fact]
    public void OfInvoices_EveryBody_IsAsItsSchemaSays() => Law(HistoryGen.OfInvoice, new Fold<InvoiceView>(new InvoiceRules(new()), Invoice), Invoice, 200);

    [Fact]
    public void OfOrders_EveryBody_IsAsItsSchemaSays() => Law(HistoryGen.OfPurchaseOrder, new Fold<PurchaseOrderView>(new PurchaseOrderRules(), Order), Order, 200);

    [Fact]
    public void OfDeadlines_EveryBody_IsAsItsSchemaSays()
    {
        var shipment = Stories.Shipment().Told(
            Say.Event("estimated_arrival", """{"eta":"2026-03-09T00:00:00Z"}""", recorded: "2026-02-01T00:00:00Z"),
            Say.Event("/shipment#customs_agriculture_hold", Objects.Data(), "2026-02-03T00:00:00Z", "2026-02-03T00:00:00Z"),
            Say.Event("departed", "{}", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z")).At("2026-04-11T12:00:00Z");
        var order = Stories.PurchaseOrder().Told(Say.Event("po_created", """{"cargo_ready_date":"2026-03-05"}""")).At("2026-03-09T12:00:00Z");
        var invoice = Stories.Invoice().Told(Say.Event("invoice_created", """{"invoice":{"id":"inv_9","due_date":"2026-03-05"}}""")).At("2026-03-06T12:00:00Z");
        var deadlines = (from one in new[] { (Stories.Shipment7001, shipment.Announcements), (Order, order.Announcements), (Invoice, invoice.Announcements) }
                         from told in one.Item2
                         where told.Thing.StartsWith("deadline:", StringComparison.Ordinal)
                         select (Key: one.Item1, Told: told)).ToList();
        deadlines.Count.ShouldBeGreaterThan(4);
        deadlines.SelectMany(static one => Problems(Notified(one.Key, one.Told, null))).ShouldBeEmpty();
    }

    [Fact]
    public void ADigest_AndTheTestMessage_AreAsTheirSchemasSay()
    {
        var told = Stories.Shipment().Told(Say.Event("departed", "{}", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z")).Announcements;
        var digest = ChannelsKit.Saying("{}", "digest:2026-03-02") with { Message = Digests.Write("default", "digest:2026-03-02", told.Count, told.Select(static one => one.Message)) };
        Problems(digest).ShouldBeEmpty();
        Problems(ChannelsKit.Saying("{}", "test")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("type", "\"shipment.arrived!\"")]
    [InlineData("version", "2")]
    [InlineData("milestone", "\"sunk\"")]
    [InlineData("occurredAt", "\"yesterday\"")]
    [InlineData("place", "{\"name\":7,\"country\":null,\"timeZone\":null}")]
    [InlineData("revision", "-1")]
    [InlineData("about", "null")]
    public void ABodyThatIsOtherwise_IsFound(string field, string value)
    {
        var told = Stories.Shipment().Told(Say.Event("departed", "{}", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z")).Announcements.Single(static one => one.Thing == "milestone:departed");
        var body = JsonNode.Parse(WebhookBody.Of(Notified(Stories.Shipment7001, told, null)).Span)!;
        Evaluate("milestone", body).ShouldBeEmpty();
        body[field] = JsonNode.Parse(value);
        Evaluate("milestone", body).ShouldNotBeEmpty();
    }

    private static void Law<TView>(Gen<Delivery[]> histories, Fold<TView> fold, EntityKey key, int times)
        where TView : class =>
        histories.Sample(
            history =>
            {
                var before = new Dictionary<string, ReadOnlyMemory<byte>>();
                foreach (var told in fold.Of(history).Announcements)
                {
                    Problems(Notified(key, told, before.TryGetValue(told.Thing, out var first) ? first : null)).ShouldBeEmpty();
                    before[told.Thing] = told.Message;
                }
            },
            iter: times,
            threads: 1);

    private static Notification Notified(EntityKey key, Announcement told, ReadOnlyMemory<byte>? before) =>
        ChannelsKit.Departed with { Key = key, Thing = told.Thing, Revision = told.Revision, Message = told.Message, Told = before };

    private static List<string> Problems(Notification notification)
    {
        var body = JsonNode.Parse(WebhookBody.Of(notification).Span)!;
        return Evaluate(notification.Thing.Split(':')[0], body);
    }

    private static List<string> Evaluate(string topic, JsonNode body)
    {
        var element = JsonSerializer.SerializeToElement(body);
        var result = Schemas[topic].Evaluate(element, Strict);
        var described = Described(topic);
        return
        [
            .. result.IsValid ? [] : (result.Details ?? []).Where(static detail => detail.Errors is not null).SelectMany(static detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")),
            .. body.AsObject().Where(field => !described.Contains(field.Key)).Select(field => $"{topic}: {field.Key} is not described."),
        ];
    }

    /// <summary>The names of all fields that the schemas of a topic speak of.</summary>
    private static HashSet<string> Described(string topic) =>
    [
        .. from file in new[] { topic, "message" }
           from property in JsonNode.Parse(File.ReadAllText(Name(file)))!["properties"]!.AsObject()
           select property.Key,
    ];

    private static string Name(string topic) => Path.Combine(AppContext.BaseDirectory, "schemas", $"{topic}.v1.json");

    private static Dictionary<string, JsonSchema> Read()
    {
        var schemas = new Dictionary<string, JsonSchema> { ["message"] = JsonSchema.FromText(File.ReadAllText(Name("message"))) };
        foreach (var path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schemas")))
        {
            var topic = Path.GetFileName(path).Split('.')[0];
            if (topic != "message") schemas[topic] = JsonSchema.FromText(File.ReadAllText(path));
        }

        return schemas;
    }
}
