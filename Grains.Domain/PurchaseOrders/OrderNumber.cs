namespace Grains.Domain.PurchaseOrders;

/// <summary>A purchase order's number, however it is written.</summary>
internal static class OrderNumber
{
    /// <summary>The one form of a number: without blanks around it, in capitals.</summary>
    public static string Key(string number) => number.Trim().ToUpperInvariant();

    /// <summary>Whether both are written and are one number.</summary>
    public static bool AreSame(string? left, string? right) => left is not null && right is not null && Key(left) == Key(right);
}
