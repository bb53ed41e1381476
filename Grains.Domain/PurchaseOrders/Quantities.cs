using System.Globalization;
using System.Text.Json;
using Grains.Domain.Facts;

namespace Grains.Domain.PurchaseOrders;

/// <summary>Quantities of goods as words: exact, an empty text for none.</summary>
internal static class Quantities
{
    /// <summary>The first of these fields that is a number, or an object with one.</summary>
    public static string Write(JsonElement source, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!source.TryGet(name, out var field)) continue;
            if ((field.AsDecimal() ?? (field.TryGetAny(["value", "amount", "quantity"], out var inner) ? inner.AsDecimal() : null)) is { } quantity)
                return Write(quantity);
        }

        return "";
    }

    public static string Write(decimal? quantity) => quantity?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static decimal? Read(string word) => decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out var quantity) ? quantity : null;

    /// <summary>The sum; what cannot be added to a decimal is left out.</summary>
    public static decimal Sum(decimal? before, decimal more)
    {
        var sum = before ?? 0;
        // Half of what a decimal holds, twice, is still one.
        return decimal.Abs(sum) < decimal.MaxValue / 2 && decimal.Abs(more) < decimal.MaxValue / 2 ? sum + more : sum;
    }
}
