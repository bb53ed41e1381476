using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;

namespace Simulator.Worlds.Objects;

/// <summary>An invoice as Flexport holds it.</summary>
internal sealed class InvoiceObject
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Currency { get; init; }
    public required decimal Total { get; set; }
    public required Company Recipient { get; init; }
    public required IReadOnlyList<long> Shipments { get; init; }
    public decimal Balance { get; set; }
    public string Status { get; set; } = "outstanding";
    public DateTimeOffset IssuedAt { get; set; }
    public DateOnly DueDate { get; set; }
    public DateTimeOffset? VoidedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    public JsonObject Money(decimal amount) => new() { ["_object"] = "/money", ["amount"] = Amount(amount), ["currency_code"] = Currency };

    /// <summary>As <c>/invoice</c>. More than one shipment stand in a list of references.</summary>
    public JsonObject ToJson() => new()
    {
        ["_object"] = "/invoice",
        ["id"] = Id,
        ["name"] = Name,
        ["issued_at"] = Text.Utc(IssuedAt),
        ["due_date"] = Text.Day(DueDate),
        ["total"] = Money(Total),
        ["balance"] = Money(Balance),
        ["status"] = Status,
        ["type"] = "Shipment",
        ["voided_at"] = VoidedAt is { } voided ? Text.Utc(voided) : null,
        ["last_updated_at"] = Text.Utc(UpdatedAt),
        ["recipient"] = Text.Company(Recipient),
        ["issuer"] = Text.Company(Companies.Forwarder),
        ["items"] = new JsonArray(new JsonObject { ["_object"] = "/invoice_item", ["name"] = "Freight", ["category"] = "freight", ["amount"] = Money(Total) }),
        ["shipments"] = Shipments.Count > 1
            ? new JsonArray([.. Shipments.Select(id => (JsonNode)Text.ShipmentRef(id))])
            : new JsonObject { ["_object"] = "/api/refs/collection", ["ref_type"] = "/shipment", ["link"] = $"https://flexport.invalid/shipments?f.invoice_id={Id}" },
    };
}
