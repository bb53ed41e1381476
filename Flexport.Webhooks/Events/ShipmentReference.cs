namespace Flexport.Webhooks.Events;

/// <summary>A shipment's id as people write it.</summary>
public static class ShipmentReference
{
    private const string Prefix = "FLEX-";

    /// <summary><c>FLEX-460723</c> in any case is shipment <c>460723</c>; everything else is an id already (<c>FLEX-460723-1</c> is an invoice's name).</summary>
    public static string ToId(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && reference.Length > Prefix.Length
            && !reference.AsSpan(Prefix.Length).ContainsAnyExceptInRange('0', '9')
                ? reference[Prefix.Length..]
                : reference;
    }
}
