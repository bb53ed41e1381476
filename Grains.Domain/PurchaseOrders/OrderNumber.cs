using Flexport.Webhooks.Events;

namespace Grains.Domain.PurchaseOrders;

/// <summary>A purchase order's number, however it is written.</summary>
internal static class OrderNumber
{
    /// <summary>The one form of a number: its normal form, in capitals.</summary>
    public static string Key(string number) => FreightKeys.Id(number).ToUpperInvariant();

    /// <summary>Whether both are written and are one number.</summary>
    public static bool AreSame(string? left, string? right) => left is not null && right is not null && Key(left) == Key(right);
}
