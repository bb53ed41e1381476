namespace Flexport.Webhooks.Events;

/// <summary>A shipment's id as people write it.</summary>
public static class ShipmentReference
{
    /// <inheritdoc cref="FreightKeys.Shipment"/>
    public static string ToId(string reference) => FreightKeys.Shipment(reference);
}
