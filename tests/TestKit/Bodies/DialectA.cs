using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit.Bodies;

/// <summary>Bodies of dialect A: <c>{ id, type, created_at, data }</c>. All companies and places are invented.</summary>
public static class DialectA
{
    /// <summary>Every event of contract §3.</summary>
    public static IReadOnlyList<NamedEvent> Events { get; } =
    [
        .. new[] { "cargo_ready", "departed", "arrived", "customs_cleared", "delivered" }.Select(name => new NamedEvent(name, "shipment", "shipment.milestone", "milestone")),
        .. new[] { "estimated_departure", "estimated_arrival", "actual_departure" }.Select(name => new NamedEvent(name, "shipment", "shipment.eta_updated", "event")),
        new("booking_confirmed", "booking", "booking.confirmed", null),
        new("booking_amended", "booking", "booking.amended", null),
        new("po_created", "purchase_order", "purchase_order.created", null),
        new("po_updated", "purchase_order", "purchase_order.updated", null),
        new("po_archived", "purchase_order", "purchase_order.archived", null),
        new("invoice_created", "invoice", "invoice.created", null),
        new("freight_invoice_ready", "invoice", "invoice.freight_ready", null),
        new("document_uploaded", "document", "document.uploaded", null),
        new("bill_of_lading_ready", "document", "document.bill_of_lading_ready", null),
        new("container_loaded", "container", "container.loaded", null),
        new("container_unloaded", "container", "container.unloaded", null),
    ];

    public static NamedEvent Event(string name) => Events.Single(known => known.Name == name);

    /// <summary>Any event, by any of its names.</summary>
    /// <param name="id">The event id; null leaves it out.</param>
    /// <param name="data">What it says; which event it is is added where the naming asks for it.</param>
    /// <param name="recordedAt"><c>created_at</c>; null leaves it out.</param>
    public static byte[] Body(string? id, NamedEvent named, Naming naming, JsonObject data, DateTimeOffset? recordedAt)
    {
        var said = (JsonObject)data.DeepClone();
        if (naming == Naming.Family && named.NamedIn is { } member) said[member] = named.Name;
        if (naming == Naming.FamilyAndEvent) said["event"] = named.Name;
        return Body(id, named.Type(naming), said, recordedAt);
    }

    /// <summary>An event of any type.</summary>
    public static byte[] Body(string? id, string type, JsonNode? data, DateTimeOffset? recordedAt)
    {
        var body = new JsonObject();
        if (id is not null) body["id"] = id;
        body["type"] = type;
        if (recordedAt is { } at) body["created_at"] = Text(at);
        body["data"] = data;
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>A milestone, as <c>shipment.milestone</c>; recorded when it occurred unless told.</summary>
    public static byte[] Milestone(string id, string shipment, string milestone, DateTimeOffset occurredAt, DateTimeOffset? recordedAt = null) => Body(
        id,
        Event(milestone),
        Naming.Family,
        new JsonObject
        {
            ["shipment_id"] = shipment,
            ["occurred_at"] = Text(occurredAt),
            ["location"] = new JsonObject { ["name"] = "Pier Nine, Kestrelhaven", ["country"] = "NL" },
        },
        recordedAt ?? occurredAt);

    /// <summary>A new estimate of the arrival.</summary>
    public static byte[] EstimatedArrival(string id, string shipment, DateTimeOffset arrival, DateTimeOffset recordedAt) => Body(
        id,
        Event("estimated_arrival"),
        Naming.Family,
        new JsonObject { ["shipment_id"] = shipment, ["estimated_arrival"] = Text(arrival), ["occurred_at"] = Text(recordedAt) },
        recordedAt);

    /// <summary>ISO 8601 in UTC with milliseconds.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
