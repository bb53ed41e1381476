namespace Flexport.Webhooks.Events;

/// <summary>A shipment's id as people write it.</summary>
public static class ShipmentReference
{
    /// <inheritdoc cref="FreightKeys.Shipment"/>
    public static string ToId(string reference) => FreightKeys.Shipment(reference);

    /// <summary>The id in a name that Flexport makes of it: <c>FLEX-460723</c>, <c>FLEX-460723-1</c>, however they are spelt. Null for any other name.</summary>
    public static string? OfName(string name)
    {
        var id = FreightKeys.Id(name);
        if (OfReference(id) is { } shipment) return shipment;
        var dash = id.LastIndexOf('-');
        return dash > 0 && IsNumber(id.AsSpan(dash + 1)) ? OfReference(id[..dash]) : null;
    }

    private static string? OfReference(string id) => FreightKeys.Shipment(id) is var shipment && shipment.Length < id.Length && IsNumber(shipment) ? shipment : null;

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
