namespace Grains.Domain.Shipments;

/// <summary>
/// Which legs speak for a shipment, and which of them begin and end its main voyage (contract §6, "The voyage"). Legs become known one by one in the order
/// of travel, so every rule must hold while only the beginning is known. Estimates, actuals, places and the terminal's zone all come from the two legs
/// that are chosen here, so that no two of them follow different ideas of the last leg.
/// </summary>
internal sealed class MainVoyage
{
    private readonly Transport transport;

    private MainVoyage(Transport transport, IReadOnlyList<Leg> departing, Leg? origin, IReadOnlyList<Leg> arriving, Leg? destination, bool arrived) =>
        (this.transport, Departing, Origin, Arriving, Destination, HasArrived) = (transport, departing, origin, arriving, destination, arrived);

    /// <summary>The legs by which the voyage may begin: <see cref="Origin"/> is one of them.</summary>
    public IReadOnlyList<Leg> Departing { get; }

    /// <summary>The legs that have to arrive, as far as they are known: <see cref="Destination"/> is one of them.</summary>
    public IReadOnlyList<Leg> Arriving { get; }

    /// <summary>The leg that begins the main voyage, as far as it is known; null while no leg speaks for the departure.</summary>
    public Leg? Origin { get; }

    /// <summary>The leg that ends the main voyage; null while none is known that does.</summary>
    public Leg? Destination { get; }

    /// <summary>Whether all that has to arrive has arrived; <see cref="Destination"/> then tells when.</summary>
    public bool HasArrived { get; }

    /// <summary>Whether the voyage has departed; <see cref="Origin"/> then tells when.</summary>
    public bool HasDeparted => Origin?.Departure is not null;

    /// <summary>Decides over all legs of a shipment.</summary>
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
            if (departs) departing.Add(leg);
            if (arrives) arriving.Add(leg);
        }

        var beginning = Only(departing, static leg => leg.FromPortOfLoading);
        if (beginning.Count > 1 && !beginning[0].FromPortOfLoading) beginning = [beginning[0]];
        var overByStatus = ReportedStatus.IsAtArrivalPortOrBeyond(reportedStatus);
        var ending = Ending(arriving, overByStatus);
        var (destination, arrived) = LastToArrive(ending, overByStatus);
        return new MainVoyage(transport, beginning, FirstToDepart(beginning), ending, destination, arrived);
    }

    /// <summary>Whether a leg of this shipment speaks for its departure or arrival.</summary>
    public bool Speaks(Leg leg) => !leg.Deleted && Speaks(leg, transport) is (true, _) or (_, true);

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

    /// <summary>The first that has departed, else the first.</summary>
    private static Leg? FirstToDepart(List<Leg> beginning) => beginning.Find(static leg => leg.Departure is not null) ?? beginning.FirstOrDefault();

    /// <summary>Those of which it holds; all, the same list, where it holds of none or of all.</summary>
    private static List<Leg> Only(List<Leg> legs, Func<Leg, bool> holds)
    {
        var count = 0;
        foreach (var leg in legs)
        {
            if (holds(leg)) count++;
        }

        if (count == 0 || count == legs.Count) return legs;
        var only = new List<Leg>(count);
        foreach (var leg in legs)
        {
            if (holds(leg)) only.Add(leg);
        }

        return only;
    }

    private static List<Leg> Ending(List<Leg> speaking, bool overByStatus)
    {
        var toPort = Only(speaking, static leg => leg.ToPortOfUnloading);
        // A train from an FMC port to an inland port of unloading: the vessel's arrival counts.
        if (toPort.Count > 0 && toPort[0].ToPortOfUnloading) return Only(toPort, static leg => TransportModes.Of(leg.Mode) == Transport.OceanOrAir);
        // No leg to the port of unloading is known: the last one that is known ends the voyage, if its tags allow.
        return speaking.Count > 0 && CanEndTheVoyage(speaking[^1], overByStatus) ? [speaking[^1]] : [];
    }

    /// <summary>
    /// All legs to the port of unloading must arrive, and the last one tells when. Where another one has arrived and Flexport calls the voyage over, a leg
    /// that never departed was replaced: no published event tells of that.
    /// </summary>
    private static (Leg? Leg, bool Arrived) LastToArrive(List<Leg> ending, bool overByStatus)
    {
        if (ending.Count == 0) return (null, false);
        var counted = overByStatus && ending.Exists(static leg => leg.Arrival is not null)
            ? ending.FindAll(static leg => leg.Arrival is not null || leg.Departure is not null)
            : ending;
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
