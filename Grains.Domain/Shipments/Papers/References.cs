using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments.Papers;

/// <summary>Bills, the carrier's booking, and the numbers of the orders whose goods are in the shipment.</summary>
internal static class References
{
    /// <summary>Lines of goods count up to here.</summary>
    private const int MostItems = 5000;

    private const int MostOrders = 500;

    /// <summary>What holds a bill of lading or air waybill.</summary>
    public static IReadOnlyList<Aspect> OfBills { get; } = [Aspect.HouseBill, Aspect.MasterBill, Aspect.HouseAirWaybill, Aspect.MasterAirWaybill];

    public static void Read(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        ReadUnder(
            saying, shipment, "ocean_shipment", stamp,
            (Aspect.HouseBill, "house_bill_number"), (Aspect.MasterBill, "master_bill_number"), (Aspect.CarrierBooking, "carrier_booking_number"));
        ReadUnder(
            saying, shipment, "air_shipment", stamp,
            (Aspect.HouseAirWaybill, "house_airway_bill"), (Aspect.MasterAirWaybill, "master_airway_bill"));
        ReadOrders(saying, shipment, stamp);
    }

    public static ReferencesView View(PartFacts whole) => new(
        whole.Text(Aspect.HouseBill),
        whole.Text(Aspect.MasterBill),
        whole.Text(Aspect.CarrierBooking),
        whole.Text(Aspect.HouseAirWaybill),
        whole.Text(Aspect.MasterAirWaybill),
        whole.Words(Aspect.OrderNumbers).ToArray());

    /// <summary>The numbers of all its bills of lading and air waybills.</summary>
    public static IEnumerable<string> Bills(PartFacts whole) => OfBills.SelectMany(bill => Numbers(whole.Text(bill)));

    /// <summary>A field into which Flexport writes one number or several: with a comma or semicolon in it, blanks divide as well.</summary>
    public static IEnumerable<string> Numbers(string? field) => field is null
        ? []
        : field.AsSpan().IndexOfAny(',', ';') < 0 ? [field] : field.Split([',', ';', ' ', '\t', '\r', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A mode's own part of the shipment; as a null it takes all of its numbers back. An empty text is Flexport's other way to write none.</summary>
    private static void ReadUnder(
        Saying saying, JsonElement shipment, string name, DateTimeOffset? stamp, params ReadOnlySpan<(Aspect Aspect, string Name)> fields)
    {
        if (!shipment.TryGet(name, out var under)) return;
        var about = saying.About(Part.Whole, "", under, Nulls.Withdraw, stamp);
        foreach (var field in fields)
        {
            if (under.ValueKind == JsonValueKind.Null || IsEmptyText(under, field.Name)) about.Say(field.Aspect, (FactValue?)null);
            else about.Text(field.Aspect, field.Name);
        }
    }

    private static bool IsEmptyText(JsonElement source, string name) =>
        source.TryGet(name, out var field) && field.ValueKind == JsonValueKind.String && field.ValueEquals(""u8);

    /// <summary>One value for all of them, so that an order whose goods are taken out is taken out.</summary>
    private static void ReadOrders(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", shipment, Nulls.Withdraw, stamp);
        about.Withdraw(Aspect.OrderNumbers, "items");
        if (!shipment.TryGet("items", out var items) || items.ValueKind != JsonValueKind.Array) return;
        SortedSet<string>? numbers = null;
        foreach (var item in items.First(MostItems))
        {
            if (item.Text("purchase_order_number")?.Trim() is { } number && !(numbers?.Count >= MostOrders)) (numbers ??= new SortedSet<string>(StringComparer.Ordinal)).Add(number);
        }

        about.Say(Aspect.OrderNumbers, new FactValue.Words(numbers is null ? [] : [.. numbers]));
    }
}
