namespace Simulator.Worlds.Model;

/// <summary>What the told legs say about the shipment's voyage: which of them speak, where it begins and ends, and when (contract §6, "The voyage").</summary>
internal sealed class Voyage
{
    private static readonly HashSet<string> NeverArrivals = ["transshipment", "port_of_loading", "consolidation", "origin_address"];
    private static readonly HashSet<string> Doors = ["destination_address", "place_of_delivery", "deconsolidation"];
    private readonly ToldLeg? origin;
    private readonly ToldLeg? destination;

    /// <param name="mode">The shipment's own mode, or null where none is known.</param>
    /// <param name="reportedStatus">What Flexport calls the status, or null.</param>
    public Voyage(IEnumerable<ToldLeg> legs, string? mode, string? reportedStatus)
    {
        InOrder = [.. legs.OrderBy(leg => leg.Departs.UtcTicks).ThenBy(leg => leg.Leg.Id)];
        ToldLeg[] living = [.. InOrder.Where(leg => !leg.IsDeleted)];
        ToldLeg[] departing = [.. living.Where(leg => SpeaksOfDeparture(leg, mode))];
        ToldLeg[] arriving = [.. living.Where(leg => SpeaksOfArrival(leg, mode))];
        Main = [.. living.Where(leg => departing.Contains(leg) || arriving.Contains(leg))];
        origin = Origin(departing);
        (destination, Arrived) = Destination(arriving, ModeOf(mode) == Way.Land, ReportedStatus.ImpliesArrived(reportedStatus));
    }

    private enum Way
    {
        None = 0,
        Water,
        Land,
    }

    public IReadOnlyList<ToldLeg> InOrder { get; }

    /// <summary>Those that speak of the shipment's departure or arrival.</summary>
    public IReadOnlyList<ToldLeg> Main { get; }

    /// <summary>Where the main voyage ends; null as long as no leg says so.</summary>
    public Place? End => destination?.Leg.To;

    public Word? Departed => Word.Of(origin?.Leg.ActualDeparture, origin);

    public Word? Arrived { get; }

    public Word? EstimatedDeparture => Word.Of(origin?.Leg.EstimatedDeparture, origin);

    public Word? EstimatedArrival => Word.Of(destination?.Leg.EstimatedArrival, destination);

    private static Way ModeOf(string? shipment) => shipment switch
    {
        "ocean" or "air" or "ocean_air" or "barge" => Way.Water,
        "truck" or "truck_intl" or "rail" or "warehouse_storage" => Way.Land,
        _ => Way.None,
    };

    private static bool SpeaksOfDeparture(ToldLeg leg, string? mode) => ModeOf(mode) switch
    {
        Way.Water => IsByWaterOrAir(leg),
        Way.Land => true,
        _ => leg.FromPort || leg.Leg.Mode is "ocean" or "air",
    };

    private static bool SpeaksOfArrival(ToldLeg leg, string? mode) => ModeOf(mode) switch
    {
        Way.Water => IsByWaterOrAir(leg),
        Way.Land => true,
        _ => leg.ToPort || leg.Leg.Mode is "ocean" or "air",
    };

    private static bool IsByWaterOrAir(ToldLeg leg) => leg.Leg.Mode is "ocean" or "air" or "barge";

    /// <summary>Of several legs from a port of loading, the first that has departed; as long as none has, the first. Without one, the earliest.</summary>
    private static ToldLeg? Origin(ToldLeg[] departing)
    {
        ToldLeg[] fromPort = [.. departing.Where(leg => leg.FromPort)];
        return fromPort.FirstOrDefault(leg => leg.Leg.ActualDeparture is not null) ?? fromPort.FirstOrDefault() ?? departing.FirstOrDefault();
    }

    private static (ToldLeg? Leg, Word? Arrived) Destination(ToldLeg[] arriving, bool isByLand, bool isReportedThere)
    {
        ToldLeg[] toPort = [.. arriving.Where(leg => leg.ToPort)];
        // The sea voyage ends at the first port of entry, though a train goes on to an inland port of unloading.
        if (toPort.Any(IsByWaterOrAir)) toPort = [.. toPort.Where(IsByWaterOrAir)];
        if (toPort.Length == 0)
        {
            var only = arriving.Length > 0 && MayEndAt(arriving[^1], isByLand, isReportedThere) ? arriving[^1] : null;
            return (only, Word.Of(only?.Leg.ActualArrival, only));
        }

        // One that was replaced, and of whose deletion nobody told, never departs.
        if (isReportedThere && toPort.Any(leg => leg.Leg.ActualArrival is not null))
            toPort = [.. toPort.Where(leg => leg.Leg.ActualDeparture is not null || leg.Leg.ActualArrival is not null)];
        var last = toPort.MaxBy(leg => (leg.Leg.ActualArrival ?? leg.Leg.EstimatedArrival ?? DateTimeOffset.MinValue).UtcTicks)!;
        return (last, toPort.All(leg => leg.Leg.ActualArrival is not null) ? Word.Of(last.Leg.ActualArrival, last) : null);
    }

    /// <summary>Whether a leg that no port of unloading ends, and that no other follows, is the end of the voyage.</summary>
    private static bool MayEndAt(ToldLeg last, bool isByLand, bool isReportedThere)
    {
        var tags = last.Leg.ToTags;
        if (tags.Any(NeverArrivals.Contains)) return false;
        if (tags.Count == 0) return last.Leg.FromTags.Count == 0 || isReportedThere;
        return isByLand && tags.Any(Doors.Contains);
    }
}

/// <summary>A time and when it was said. Of two words about one thing the later recorded one stands.</summary>
internal sealed record Word(DateTimeOffset At, DateTimeOffset RecordedAt)
{
    /// <summary>What a leg says, as of when it was last told.</summary>
    public static Word? Of(DateTimeOffset? at, ToldLeg? leg) => at is { } said ? new Word(said, leg!.Said.RecordedAt) : null;

    public static Word? Later(Word? shipments, Word? legs) =>
        shipments is null ? legs : legs is null || shipments.RecordedAt > legs.RecordedAt ? shipments : legs;
}
