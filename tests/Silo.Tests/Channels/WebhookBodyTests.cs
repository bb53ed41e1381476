using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grains.Interfaces.Entities;
using Grains.Notifications;
using Silo.Channels;

namespace Silo.Tests.Channels;

public sealed class WebhookBodyTests
{
    private static readonly DateTimeOffset Announced = new(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void TheMessage_StandsAsItWasAnnounced_BetweenWhatItIsCalledAndWhatWasTold()
    {
        var body = Body(
            """{"source":"default","kind":"shipment","id":"460723","thing":"milestone:departed","type":"mine","about":{"mode":"ocean"},"summary":{"status":"departed"}}""", "milestone:departed",
            """{"occurredAt":"2026-02-28T00:00:00+01:00","about":{"mode":"ocean"},"summary":{"status":"booked"}}""");
        body.ToJsonString().ShouldBe("""
            {"type":"shipment.departed","timestamp":"2026-03-01T09:00:00\u002B00:00","version":1,"source":"default","kind":"shipment","id":"460723","thing":"milestone:departed","about":{"mode":"ocean"},"summary":{"status":"departed"},"told":{"occurredAt":"2026-02-28T00:00:00\u002B01:00"}}
            """);
    }

    [Theory]
    [InlineData("milestone:arrived", EntityKind.Shipment, "shipment.arrived")]
    [InlineData("estimate:arrival", EntityKind.Shipment, "shipment.estimate_changed")]
    [InlineData("customs:cleared", EntityKind.Shipment, "shipment.customs_cleared")]
    [InlineData("customs:customs_agriculture_hold", EntityKind.Shipment, "shipment.customs_hold")]
    [InlineData("disruption:port_strike_delay", EntityKind.Shipment, "shipment.disruption")]
    [InlineData("document:d7", EntityKind.Shipment, "shipment.document")]
    [InlineData("shipment:archived", EntityKind.Shipment, "shipment.archived")]
    [InlineData("free_time:last_free_day:ABCU1", EntityKind.Shipment, "shipment.last_free_day_changed")]
    [InlineData("free_time:available:ABCU1", EntityKind.Shipment, "shipment.container_available")]
    [InlineData("appointment:leg:803", EntityKind.Shipment, "shipment.appointment_changed")]
    [InlineData("deadline:must_arrive:7001", EntityKind.PurchaseOrder, "purchase_order.deadline")]
    [InlineData("deadline:payment", EntityKind.Invoice, "invoice.deadline")]
    [InlineData("invoice:status", EntityKind.Invoice, "invoice.status_changed")]
    [InlineData("invoice:payment_failed:902", EntityKind.Invoice, "invoice.payment_failed")]
    [InlineData("invoice:due_date:902", EntityKind.Invoice, "invoice.due_date_changed")]
    [InlineData("digest:2026-03-02", EntityKind.None, "digest")]
    [InlineData("test", EntityKind.None, "test")]
    [InlineData("weather:storm", EntityKind.Shipment, "shipment.weather")]
    public void ATypeIsNamedAsStandardWebhooksNamesThem(string thing, EntityKind kind, string type) =>
        Body("{}", thing, kind: kind)["type"]!.GetValue<string>().ShouldBe(type);

    [Theory]
    [InlineData("[]")]
    [InlineData("no JSON")]
    public void WhatCannotBeRead_IsTold_WithoutFields(string message) => Body(message, "milestone:departed").Select(static field => field.Key).ShouldBe(["type", "timestamp", "version"]);

    [Fact]
    public void TheSameNotification_HasTheSameBytes()
    {
        var notification = ChannelsKit.Saying("""{"id":"460723"}""");
        WebhookBody.Of(notification with { Attempts = 2 }).ToArray().ShouldBe(WebhookBody.Of(notification).ToArray());
    }

    [Fact]
    public void ADigestsMembers_HaveATypeAndWhatWasToldOfThem()
    {
        var body = Body("""{"class":"digest","source":"default","thing":"digest:2026-03-02","count":1,"messages":[{"kind":"invoice","thing":"invoice:status","to":"paid","told":{"to":"outstanding","about":{}}}]}""", "digest:2026-03-02", kind: EntityKind.None);
        body["messages"]![0]!.ToJsonString().ShouldBe("""{"type":"invoice.status_changed","kind":"invoice","thing":"invoice:status","to":"paid","told":{"to":"outstanding"}}""");
    }

    [Fact]
    public void ADigestThatIsTooLarge_LeavesOutWhatStandsBesideTheNews()
    {
        var body = Digest(new { kind = "shipment", thing = "milestone:departed", name = new string('n', 250), about = new { parties = new string('p', 300) }, summary = new { status = "departed" } });
        body["messages"]!.AsArray().Count.ShouldBe(500);
        body["messages"]![0]!.AsObject().Select(static field => field.Key).ShouldBe(["type", "kind", "thing", "name"]);
    }

    [Fact]
    public void ADigestThatIsStillTooLarge_LeavesOutTheLast_AndCountsThem()
    {
        var body = Digest(new { kind = "shipment", thing = "milestone:departed", name = new string('n', 2_000), place = new { name = new string('p', 2_000) } });
        body["messages"]!.AsArray().Count.ShouldBeInRange(50, 300);
        body["messages"]![0]!["name"]!.GetValue<string>().Length.ShouldBe(200);
        body["count"]!.GetValue<int>().ShouldBe(500);
    }

    private static JsonObject Digest(object member)
    {
        var message = Digests.Write("default", "digest:1", 500, Enumerable.Repeat((ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(member), 500));
        var body = WebhookBody.Of(ChannelsKit.Saying("{}", "digest:1") with { Message = message });
        body.Length.ShouldBeLessThanOrEqualTo(WebhookBody.Largest);
        return JsonNode.Parse(body.Span)!.AsObject();
    }

    private static JsonObject Body(string message, string thing, string? told = null, EntityKind kind = EntityKind.Shipment)
    {
        var notification = ChannelsKit.Saying(message, thing) with { AnnouncedAt = Announced, Told = told is null ? null : (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(told) };
        return JsonNode.Parse(WebhookBody.Of(notification with { Key = notification.Key with { Kind = kind } }).Span)!.AsObject();
    }
}
