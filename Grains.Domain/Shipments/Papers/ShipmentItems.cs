using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments.Papers;

/// <summary>
/// What a shipment carries of which purchase order, and the orders that it is linked with. All goods are one value: number of the order, number of the
/// line, SKU, name and units of the first, then of the next, an empty text for what is not said.
/// </summary>
internal static class ShipmentItems
{
    private const int Fields = 5;

    /// <summary>Goods are kept up to here.</summary>
    private const int MostItems = 500;

    /// <summary>Goods are looked through for orders up to here.</summary>
    private const int MostSeen = 5000;

    private const int MostOrders = 500;

    /// <summary>The goods of a full shipment.</summary>
    public static void Read(Saying saying, JsonElement shipment, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", shipment, Nulls.Withdraw, stamp);
        about.Withdraw(Aspect.Items, "items");
        about.Withdraw(Aspect.OrderIds, "items");
        if (!shipment.TryGet("items", out var items) || items.ValueKind != JsonValueKind.Array) return;
        List<string>? words = null;
        SortedSet<string>? orders = null;
        foreach (var item in items.First(MostSeen))
        {
            var number = item.Text("purchase_order_number")?.Trim();
            var order = item.Id("purchase_order_id") ?? (item.TryGet("purchase_order", out var reference) ? reference.Id("id") : null);
            if (order is not null && !(orders?.Count >= MostOrders)) (orders ??= new SortedSet<string>(StringComparer.Ordinal)).Add(order);
            if (number is not null && !(words?.Count >= MostItems * Fields)) Add(words ??= [], number, item);
        }

        about.Say(Aspect.Items, new FactValue.Words(words ?? (IReadOnlyList<string>)[]));
        about.Say(Aspect.OrderIds, new FactValue.Words(orders is null ? [] : [.. orders]));
        if (orders is null) return;
        foreach (var order in orders) Link(saying, order, Aspect.Reference);
    }

    /// <summary>The orders that an event of dialect A names beside its shipment.</summary>
    public static void ReadNamed(Saying saying)
    {
        if (saying.Data.Id("po_id", "purchase_order_id") is { } one) Link(saying, one, Aspect.Identity);
        if (saying.Data.TryGet("purchase_order", out var order) && order.Id("id") is { } nested) Link(saying, nested, Aspect.Identity);
        foreach (var name in (ReadOnlySpan<string>)["po_ids", "purchase_order_ids"])
        {
            if (!saying.Data.TryGet(name, out var ids) || ids.ValueKind != JsonValueKind.Array) continue;
            foreach (var item in ids.First(MostOrders))
            {
                if (item.AsId() is { } id) Link(saying, id, Aspect.Identity);
            }
        }
    }

    /// <summary>The orders that it is linked with, by id.</summary>
    public static IReadOnlyList<ShipmentOrderView> Orders(EntityState state)
    {
        // Nearly always there are none to look for.
        if (state.Parts.Of(Part.Order).Count == 0) return [];
        var carried = state.Whole.Words(Aspect.OrderIds).Select(FreightKeys.Id).ToHashSet(StringComparer.Ordinal);
        var orders = new List<ShipmentOrderView>();
        foreach (var (key, facts) in state.Parts.Of(Part.Order))
            orders.Add(new ShipmentOrderView(key.Id, facts.Text(Aspect.Number), facts[Aspect.Identity]?.Value is not null || carried.Contains(key.Id)));

        return orders;
    }

    /// <summary>Of a shipment itself, or of one that an order was told of.</summary>
    public static IReadOnlyList<ShipmentItemView> View(PartFacts shipment)
    {
        var words = shipment.Words(Aspect.Items);
        var items = new List<ShipmentItemView>(words.Count / Fields);
        for (var i = 0; i + Fields <= words.Count; i += Fields)
            items.Add(new ShipmentItemView(Text(words[i]), Text(words[i + 1]), Text(words[i + 2]), Text(words[i + 3]), Quantities.Read(words[i + 4])));

        return items;
    }

    /// <summary>The value that such a view was made of.</summary>
    public static IReadOnlyList<string> Words(IReadOnlyList<ShipmentItemView> items)
    {
        var words = new List<string>(items.Count * Fields);
        foreach (var item in items)
            words.AddRange([item.PurchaseOrder ?? "", item.Line ?? "", item.Sku ?? "", item.Name ?? "", Quantities.Write(item.Units)]);

        return words;
    }

    private static void Add(List<string> words, string number, JsonElement item)
    {
        var product = item.TryGet("product", out var inner) ? inner : default;
        words.AddRange(
        [
            number,
            item.Text("po_line_item_number", "line_item_number", "line_number") ?? "",
            item.Text("sku") ?? product.Text("sku") ?? "",
            item.Text("name") ?? product.Text("name") ?? "",
            Quantities.Write(item, "total_units", "units", "quantity"),
        ]);
    }

    private static void Link(Saying saying, string order, Aspect aspect)
    {
        saying.About(Part.Order, order, saying.Data, Nulls.SayNothing).Say(aspect, order);
    }

    private static string? Text(string word) => word.Length == 0 ? null : word;
}
