namespace Grains.Domain.Shipments;

/// <summary>How a shipment, or one of its legs, travels, as far as the rules tell modes apart.</summary>
internal enum Transport
{
    None = 0,
    OceanOrAir,
    RoadOrRail,
}

/// <summary>Flexport's modes of transport (an open set).</summary>
internal static class TransportModes
{
    /// <summary><see cref="Transport.None"/> of a mode that says nothing, such as <c>unknown_transportation</c>, or that nobody knows.</summary>
    public static Transport Of(string? mode) => mode?.Trim().ToLowerInvariant() switch
    {
        "ocean" or "air" or "ocean_air" or "barge" => Transport.OceanOrAir,
        "truck" or "truck_intl" or "rail" or "warehouse_storage" => Transport.RoadOrRail,
        _ => Transport.None,
    };
}
