using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>What Flexport's tags of a leg's end say about the voyage (contract §5, §6).</summary>
internal static class PlaceTags
{
    public static bool IsPortOfLoading(this FactValue.Place? place) => place.Has("port_of_loading");

    /// <summary>Where the main voyage ends: the port of unloading, or the port of the Federal Maritime Commission's filing before an inland one.</summary>
    public static bool IsPortOfUnloading(this FactValue.Place? place) => place.Has("port_of_unloading") || place.Has("fmc_port_of_unloading");

    public static bool IsAtTheSeller(this FactValue.Place? place) => place.Has("origin_address");

    /// <summary>A place that no voyage ends at.</summary>
    public static bool IsOnTheWay(this FactValue.Place? place) =>
        place.Has("transshipment") || place.Has("port_of_loading") || place.Has("consolidation") || place.Has("origin_address");

    /// <summary>A place that the goods are brought to.</summary>
    public static bool IsFinal(this FactValue.Place? place) =>
        place.Has("destination_address") || place.Has("place_of_delivery") || place.Has("deconsolidation");

    /// <summary>Whether it has a tag, in whatever case.</summary>
    public static bool Has(this FactValue.Place? place, string tag)
    {
        if (place is null) return false;
        for (var i = 0; i < place.Tags.Count; i++)
        {
            if (string.Equals(place.Tags[i], tag, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
