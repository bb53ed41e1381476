using Grains.Interfaces.PurchaseOrders;

namespace Grains.Domain.Tests.PurchaseOrders;

/// <summary>Every event of dialect B about a purchase order, and what its object says.</summary>
public sealed class PurchaseOrderEffectTests
{
    private static readonly Dictionary<string, Func<PurchaseOrderView, object?>> Fields = new()
    {
        ["status"] = v => v.Status,
        ["createdAt"] = v => Text(v.CreatedAt),
        ["changedAt"] = v => Text(v.ChangedAt),
        ["archivedAt"] = v => Text(v.ArchivedAt),
        ["acknowledgedAt"] = v => Text(v.AcknowledgedAt),
        ["origin"] = v => $"{v.Origin?.Name}, {v.Origin?.Country}",
        ["destination"] = v => $"{v.Destination?.Name}, {v.Destination?.Country}",
    };

    [Theory]
    [InlineData("created", "{}", "createdAt", "2026-02-01")]
    [InlineData("created", """{"created_at":"2026-01-05T00:00:00Z"}""", "createdAt", "2026-01-05")]
    [InlineData("updated", """{"created_at":"2026-01-05T00:00:00Z"}""", "createdAt", "2026-01-05")]
    [InlineData("updated", "{}", "changedAt", "2026-02-01")]
    [InlineData("acknowledged", "{}", "acknowledgedAt", "2026-02-01")]
    [InlineData("acknowledged", "{}", "status", "open")]
    [InlineData("archived", "{}", "archivedAt", "2026-02-01")]
    [InlineData("archived", """{"archived_at":"2026-01-06T00:00:00Z"}""", "archivedAt", "2026-01-06")]
    [InlineData("updated", """{"origin_port":{"name":"Qingdao","address":{"country":"China"}},"origin_address":{"city":"Jinan","country":"China"}}""", "origin", "Qingdao, China")]
    [InlineData("updated", """{"origin_port":null,"origin_address":{"city":"Jinan","country":"China","country_code":"CN"}}""", "origin", "Jinan, China")]
    [InlineData("updated", """{"destination_address":{"city":"Breda","country_code":"NL"}}""", "destination", "Breda, NL")]
    [InlineData("updated", """{"destination_port":{"name":"Rotterdam"},"destination_address":null}""", "destination", "Rotterdam, ")]
    public void Event_ChangesItsField(string name, string resource, string field, string expected)
    {
        Fields[field](Stories.PurchaseOrder().Told(Event(name, resource)).View).ShouldBe(expected);
        Fields[field](Stories.PurchaseOrder().View).ShouldNotBe(expected);
    }

    [Fact]
    public void ArchivedWithANullInTheObject_TheObjectStands() =>
        Stories.PurchaseOrder().Told(Event("archived", """{"archived_at":null}""")).View.ArchivedAt.ShouldBeNull();

    [Fact]
    public void BothPlacesNull_Withdraw() =>
        Stories.PurchaseOrder().Told(
                Event("updated", """{"origin_port":{"name":"Qingdao"}}"""),
                Event("updated", """{"origin_port":null,"origin_address":null}""", "2026-02-03T00:00:00Z"))
            .View.Origin.ShouldBeNull();

    [Fact]
    public void PlacesOfDialectA_AreReadToo() =>
        Stories.PurchaseOrder().Told(Say.Event("po_created", """{"origin":"Qingdao","purchase_order":{"destination":{"name":"Breda","country":"NL"}}}""", "2026-02-01T00:00:00Z"))
            .View.ShouldSatisfyAllConditions(it => it.Origin!.Name.ShouldBe("Qingdao"), it => it.Destination.ShouldBe(new("Breda", "NL")));

    private static Grains.Interfaces.Entities.Delivery Event(string name, string resource, string recorded = "2026-02-02T00:00:00Z") =>
        Say.Event($"/purchase_order#{name}", $$"""{"resource":{{resource}} }""", "2026-02-01T00:00:00Z", recorded);

    private static string? Text(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
