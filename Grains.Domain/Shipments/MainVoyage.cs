namespace Grains.Domain.Shipments;

/// <summary>
/// Which legs speak for a shipment, and which of them begin and end its main voyage (contract §6, "The voyage"). Legs become known one by one in the order
/// of travel, so every rule must hold while only the beginning is known. Estimates, actuals, places and the terminal's zone all come from the two legs
/// that are chosen here, so that no two of them follow different ideas of the last leg.
/// </summary>
internal sealed class MainVoyage
{
    private MainVoyage(Leg? origin, Leg? destination, bool arrived) => (Origin, Destination, HasArrived) = (origin, destination, arrived);

    /// <summary>The leg that begins the main voyage, as far as it is known; null while no leg speaks for the departure.</summary>
    public Leg? Origin { get; }

    /// <summary>The leg that ends the main voyage; null while none is known that does.</summary>
    public Leg? Destination { get; }

    /// <summary>Whether all that has to arrive has arrived; <see cref="Destination"/> then tells when.</summary>
    public bool HasArrived { get; }

    /// <summary>Whether the voyage has departed; <see cref="Origin"/> then tells when.</summary>
    public bool HasDeparted => Origin?.Departure is not null;

    /// <summary>Decides over all legs of a shipment, and marks those that speak (<see cref="Leg.Main"/>).</summary>
    /// <param name="legs">In the order of travel, deleted ones too.</param>
    /// <param name="mode">The shipment's own mode of transport; null when nobody said it.</param>
    /// <param name="reportedStatus">What Flexport calls the status.</param>
    public static MainVoyage Of(IReadOnlyList<Leg> legs, string? mode, string? reportedStatus)
    {
        var transport = TransportModes.Of(mode);
        List<Leg> departing = [], arriving = [];
        foreach (var leg in legs)
        {
            if (leg.Deleted) continue;
            var (departs, arrives) = Speaks(leg, transport);
            leg.Main = departs || arrives;
            if (departs) departing.Add(leg);
            if (arrives) arriving.Add(leg);
        }

        var (destination, arrived) = FindDestination(arriving, ReportedStatus.IsAtArrivalPortOrBeyond(reportedStatus));
        return new MainVoyage(FindOrigin(departing), destination, arrived);
    }

    private static (bool Departure, bool Arrival) Speaks(Leg leg, Transport transport)
    {
        var crosses = TransportModes.Of(leg.Mode) == Transport.OceanOrAir;
        return transport switch
        {
            Transport.OceanOrAir => (crosses, crosses),
            Transport.RoadOrRail => (true, true),
            _ => (crosses || leg.FromPortOfLoading, crosses || leg.ToPortOfUnloading),
        };
    }

    /// <summary>Of the legs from a port of loading the first that has departed, else the first; without any such leg the earliest of all.</summary>
    private static Leg? FindOrigin(List<Leg> speaking)
    {
        Leg? first = null;
        foreach (var leg in speaking)
        {
            if (!leg.FromPortOfLoading) continue;
            if (leg.Departure is not null) return leg;
            first ??= leg;
        }

        return first ?? (speaking.Count > 0 ? speaking[0] : null);
    }

    private static (Leg? Leg, bool Arrived) FindDestination(List<Leg> speaking, bool overByStatus)
    {
        var toPort = speaking.FindAll(static leg => leg.ToPortOfUnloading);
        // A train from an FMC port to an inland port of unloading: the vessel's arrival counts.
        var crossing = toPort.FindAll(static leg => TransportModes.Of(leg.Mode) == Transport.OceanOrAir);
        if (toPort.Count > 0) return LastToArrive(crossing.Count > 0 ? crossing : toPort, overByStatus);
        // No leg to the port of unloading is known: the last one that is known ends the voyage, if its tags allow.
        return speaking.Count > 0 && CanEndTheVoyage(speaking[^1], overByStatus) ? (speaking[^1], speaking[^1].Arrival is not null) : (null, false);
    }

    /// <summary>
    /// All legs to the port of unloading must arrive, and the last one tells when. Where another one has arrived and Flexport calls the voyage over, a leg
    /// that never departed was replaced: no published event tells of that.
    /// </summary>
    private static (Leg Leg, bool Arrived) LastToArrive(List<Leg> toPort, bool overByStatus)
    {
        var counted = overByStatus && toPort.Exists(static leg => leg.Arrival is not null)
            ? toPort.FindAll(static leg => leg.Arrival is not null || leg.Departure is not null)
            : toPort;
        return (Latest(counted, static leg => leg.Arrival ?? leg.EstimatedArrival), counted.TrueForAll(static leg => leg.Arrival is not null));
    }

    /// <summary>The greatest by that time, where one that is not known is the least; of several the last in the order of travel.</summary>
    private static Leg Latest(List<Leg> legs, Func<Leg, DateTimeOffset?> time)
    {
        var latest = legs[0];
        foreach (var leg in legs)
        {
            if ((time(leg) ?? DateTimeOffset.MinValue) >= (time(latest) ?? DateTimeOffset.MinValue)) latest = leg;
        }

        return latest;
    }

    private static bool CanEndTheVoyage(Leg leg, bool overByStatus)
    {
        if (leg.Destination is not { Tags.Count: > 0 } end)
            return overByStatus || leg.Origin is not { Tags.Count: > 0 };
        if (end.IsOnTheWay()) return false;
        return end.IsFinal() || overByStatus;
    }
}
