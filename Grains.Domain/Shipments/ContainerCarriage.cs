using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>
/// The legs of a shipment as its containers ride on them: where each ends, and by which they leave the port of unloading. A leg carries the containers
/// that container legs name for it; one that none names carries all that have no way out of their own.
/// </summary>
internal sealed class ContainerCarriage
{
    private const string PortOfUnloading = "port_of_unloading";
    private const string OtherPortOfUnloading = "fmc_port_of_unloading";

    private readonly IReadOnlyList<Leg> legs;
    private readonly IReadOnlySet<string> assigned;
    private readonly HashSet<string> waysOut = new(StringComparer.Ordinal);
    private readonly List<(string Leg, DateTimeOffset At)> gateOuts = [];

    /// <param name="legs">All legs in the order of travel, deleted ones too.</param>
    /// <param name="assigned">Those that some container leg names.</param>
    public ContainerCarriage(IReadOnlyList<Leg> legs, IReadOnlySet<string> assigned)
    {
        this.legs = legs;
        this.assigned = assigned;
        foreach (var leg in legs)
        {
            if (leg.Deleted) continue;
            KnowsPortOfUnloading |= IsPortOfUnloading(leg.Destination);
            if (LeavesPort(leg)) waysOut.Add(leg.Id);
            if (GateOutBy(leg) is { } at) gateOuts.Add((leg.Id, at));
        }
    }

    /// <summary>Whether a leg to a port of unloading is known.</summary>
    public bool KnowsPortOfUnloading { get; }

    /// <summary>The leg of that id with its place in the order of travel; one that is not known comes after all others.</summary>
    public (Leg? Leg, int Place) Find(string id)
    {
        for (var i = 0; i < legs.Count; i++)
        {
            if (legs[i].Id == id) return (legs[i], i);
        }

        return (null, legs.Count);
    }

    /// <summary>When a container left the port of unloading by its legs, the first that says so; null when none does.</summary>
    public DateTimeOffset? GateOut(ContainerRoute route)
    {
        if (gateOuts.Count == 0) return null;
        var hasOwnWay = route.IsOnAny(waysOut);
        DateTimeOffset? first = null;
        foreach (var (leg, at) in gateOuts)
        {
            if ((assigned.Contains(leg) ? route.IsOn(leg) : !hasOwnWay) && !(at >= first)) first = at;
        }

        return first;
    }

    public static bool IsPortOfUnloading(FactValue.Place? place) => place.Has(PortOfUnloading) || place.Has(OtherPortOfUnloading);

    /// <summary>The port of unloading itself, not one on the way to an inland one.</summary>
    public static bool IsLastPort(FactValue.Place? place) => place.Has(PortOfUnloading);

    /// <summary>A place where what is unloaded has not come to its port of unloading.</summary>
    public static bool IsOnTheWay(FactValue.Place? place) => !IsPortOfUnloading(place)
        && (place.Has("transshipment") || place.Has("port_of_loading") || place.Has("consolidation") || place.Has("origin_address"));

    /// <summary>A place where containers only change vessels.</summary>
    public static bool IsTransshipment(FactValue.Place? place) => place.Has("transshipment") && !place.Has("port_of_loading");

    private static DateTimeOffset? GateOutBy(Leg leg)
    {
        if (leg.IsPreCarriage) return null;
        var departed = LeavesPort(leg) ? leg.Departure : null;
        var loaded = leg.Origin.IsAtTheSeller() ? null : leg.Facts.Instant(Aspect.LoadedOnTruck);
        return Earlier(Earlier(departed, loaded), leg.Facts.Instant(Aspect.OutForDelivery));
    }

    /// <summary>By road or rail; a train from the vessel's port to an inland port of unloading takes the terminal's free time along.</summary>
    private static bool LeavesPort(Leg leg) =>
        TransportModes.Of(leg.Mode) != Transport.OceanOrAir
        && (leg.Origin.Has(PortOfUnloading) || (leg.Origin.Has(OtherPortOfUnloading) && !IsLastPort(leg.Destination)));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
