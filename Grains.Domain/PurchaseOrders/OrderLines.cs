using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.PurchaseOrders;

/// <summary>
/// The lines of an order. All of them are one value, so that a line that a later list no longer has is gone: number, SKU, name, ordered and shipped
/// quantity, and unit of the first, then of the next, an empty text for what is not said.
/// </summary>
internal static class OrderLines
{
    private const int Fields = 6;
    private const int MostLines = 1000;

    /// <summary>A list of lines; a mere link to them says nothing.</summary>
    public static void Read(Saying saying, JsonElement order, Nulls nulls, DateTimeOffset? stamp)
    {
        var about = saying.About(Part.Whole, "", order, nulls, stamp);
        about.Withdraw(Aspect.Lines, "line_items");
        if (!order.TryGetAny(["line_items", "lines"], out var lines)) return;
        if (lines.TryGet("data", out var inner)) lines = inner;
        if (lines.ValueKind != JsonValueKind.Array) return;
        var words = new List<string>();
        foreach (var line in lines.First(MostLines)) Add(words, line);
        about.Say(Aspect.Lines, new FactValue.Words(words));
    }

    /// <summary>The order's lines, then what its shipments carry of it beside them.</summary>
    public static IReadOnlyList<OrderLineView> View(EntityState state)
    {
        var words = state.Whole.Words(Aspect.Lines);
        var lines = new List<OrderLineView>();
        for (var i = 0; i + Fields <= words.Count; i += Fields)
        {
            lines.Add(new OrderLineView(
                Text(words[i]), Text(words[i + 1]), Text(words[i + 2]), Quantities.Read(words[i + 3]), Quantities.Read(words[i + 4]), Text(words[i + 5])));
        }

        AddShipped(lines, state);
        return lines;
    }

    /// <summary>What the order itself says is shipped stands before the sum of what shipments say.</summary>
    private static void AddShipped(List<OrderLineView> lines, EntityState state)
    {
        var said = new HashSet<int>(Enumerable.Range(0, lines.Count).Where(at => lines[at].Shipped is not null));
        foreach (var item in OrderShipments.Items(state))
        {
            var at = lines.FindIndex(line => IsOf(line, item));
            if (at < 0)
            {
                lines.Add(new OrderLineView(item.Line, item.Sku, item.Name, null, item.Units, null));
            }
            else if (!said.Contains(at) && item.Units is { } units)
            {
                lines[at] = lines[at] with { Shipped = Quantities.Sum(lines[at].Shipped, units) };
            }
        }
    }

    private static bool IsOf(OrderLineView line, ShipmentItemView item) =>
        line.Number is not null && item.Line is not null ? line.Number == item.Line
        : line.Sku is not null && item.Sku is not null ? line.Sku == item.Sku
        : line.Sku is null && item.Sku is null && line.Name is not null && line.Name == item.Name;

    private static void Add(List<string> words, JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object) return;
        var item = line.TryGetAny(["item", "product"], out var product) ? product : default;
        words.AddRange(
        [
            line.Text("line_item_number", "line_number", "number") ?? "",
            line.Text("sku", "item_key") ?? item.Text("sku") ?? "",
            line.Text("name", "description") ?? item.AsText() ?? item.Text("name", "description") ?? "",
            Quantities.Write(line, "ordered_quantity", "quantity_ordered", "units_ordered", "ordered_units", "units", "quantity", "total_units"),
            Quantities.Write(line, "shipped_quantity", "quantity_shipped", "units_shipped", "shipped_units"),
            line.Text("unit_of_measure", "unit") ?? "",
        ]);
    }

    private static string? Text(string word) => word.Length == 0 ? null : word;
}
