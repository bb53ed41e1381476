using System.Diagnostics;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>How things of a shipment are called outside.</summary>
internal static class Names
{
    public static string ToName(this Milestone milestone) => milestone switch
    {
        Milestone.CargoReady => "cargo_ready",
        Milestone.ContainerLoaded => "container_loaded",
        Milestone.Departed => "departed",
        Milestone.Arrived => "arrived",
        Milestone.ContainerUnloaded => "container_unloaded",
        Milestone.CustomsCleared => "customs_cleared",
        Milestone.Delivered => "delivered",
        _ => throw new UnreachableException($"Milestone {milestone} has no name."),
    };

    public static LocationView? ToView(this FactValue.Place? place) => place is null ? null : new LocationView(place.Name, place.Country) { Unlocode = place.Unlocode, Terminal = place.Terminal };
}
