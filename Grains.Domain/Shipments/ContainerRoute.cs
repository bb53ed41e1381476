using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>What was said of one container leg by leg, in the order of travel. A leg that is deleted says nothing.</summary>
internal sealed class ContainerRoute
{
    private readonly ContainerCarriage carriage;
    private readonly IReadOnlyDictionary<string, PartFacts>? said;
    private readonly List<Stop> stops = [];

    /// <param name="said">By leg; each leg once.</param>
    public ContainerRoute(ContainerCarriage carriage, IReadOnlyDictionary<string, PartFacts>? said)
    {
        (this.carriage, this.said) = (carriage, said);
        if (said is null) return;
        foreach (var (id, facts) in said)
        {
            var (leg, place) = carriage.Find(id);
            if (leg?.Deleted != true) stops.Add(new Stop(id, leg, place, facts));
        }

        stops.Sort(static (left, right) => left.Place != right.Place ? left.Place.CompareTo(right.Place) : PartKey.CompareIds(left.Id, right.Id));
    }

    /// <summary>The last time that it went on or off board anywhere.</summary>
    public DateTimeOffset? LastMove
    {
        get
        {
            DateTimeOffset? last = null;
            foreach (var stop in stops)
            {
                last = Later(Later(last, stop.Facts.Instant(Aspect.LoadedAt)), stop.Facts.Instant(Aspect.UnloadedAt));
            }

            return last;
        }
    }

    /// <summary>The zone of the port of unloading that it comes to: of an inland one, if it goes on to there.</summary>
    public string? TerminalZone
    {
        get
        {
            string? zone = null;
            var inland = false;
            foreach (var stop in stops)
            {
                if (!ContainerCarriage.IsPortOfUnloading(stop.Leg?.Destination)) continue;
                var last = ContainerCarriage.IsLastPort(stop.Leg?.Destination);
                if (inland && !last) continue;
                zone = stop.Leg?.Destination?.TimeZone ?? zone;
                inland |= last;
            }

            return zone;
        }
    }

    /// <summary>When legs say that it left the port of unloading.</summary>
    public DateTimeOffset? GateOut => carriage.GateOut(this);

    /// <summary>When it was delivered at the end of one of its legs.</summary>
    public DateTimeOffset? Delivery
    {
        get
        {
            DateTimeOffset? first = null;
            foreach (var stop in stops)
            {
                var at = stop.Leg?.Facts.Instant(Aspect.Delivered) ?? stop.Leg?.Facts.Instant(Aspect.DeliveryCompleted);
                if (at is not null && !stop.Leg!.IsPreCarriage && !(at >= first)) first = at;
            }

            return first;
        }
    }

    public IReadOnlyList<ContainerLegView> View
    {
        get
        {
            if (stops.Count == 0) return [];
            return stops.ConvertAll(static stop => new ContainerLegView(stop.Id, stop.Facts.Instant(Aspect.LoadedAt), stop.Facts.Instant(Aspect.UnloadedAt)));
        }
    }

    /// <summary>Whether anything was said of it on a leg, a deleted one too.</summary>
    public bool WasOn(string leg) => said?.ContainsKey(leg) == true;

    public bool IsOn(string leg)
    {
        foreach (var stop in stops)
        {
            if (stop.Id == leg) return true;
        }

        return false;
    }

    public bool IsOnAny(IReadOnlySet<string> legs)
    {
        foreach (var stop in stops)
        {
            if (legs.Contains(stop.Id)) return true;
        }

        return false;
    }

    /// <summary>The first loading, and where; what was said without a leg stands before one that is only a change of vessels.</summary>
    /// <param name="own">What was said of the container without a leg.</param>
    public (Register? Said, FactValue.Place? Where) Loading(PartFacts own)
    {
        var mine = Known(own[Aspect.LoadedAt]);
        foreach (var stop in stops)
        {
            if (Known(stop.Facts[Aspect.LoadedAt]) is not { } said) continue;
            if (mine is not null && (ContainerCarriage.IsTransshipment(stop.Leg?.Origin) || !mine.Value.GivesWayTo(said))) break;
            return (said, stop.Facts.Place(Aspect.LoadingLocation));
        }

        return (mine, own.Place(Aspect.LoadingLocation));
    }

    /// <summary>
    /// The unloading at the port of unloading, and where: by the first leg that ends at one. As long as no such leg is known, a leg that does not say where
    /// it ends may be it.
    /// </summary>
    /// <param name="own">What was said of the container without a leg.</param>
    public (Register? Said, FactValue.Place? Where) Unloading(PartFacts own)
    {
        Stop? there = null;
        foreach (var stop in stops)
        {
            if (Known(stop.Facts[Aspect.UnloadedAt]) is null) continue;
            var end = stop.Leg?.Destination is { Tags.Count: > 0 } destination ? destination : stop.Facts.Place(Aspect.UnloadingLocation);
            if (ContainerCarriage.IsPortOfUnloading(end))
            {
                there = stop;
                break;
            }

            if (!ContainerCarriage.IsOnTheWay(end) && !carriage.KnowsPortOfUnloading) there = stop;
        }

        var mine = Known(own[Aspect.UnloadedAt]);
        return there is { } found && found.Facts[Aspect.UnloadedAt] is { } unloaded && mine?.GivesWayTo(unloaded) != false
            ? (unloaded, found.Facts.Place(Aspect.UnloadingLocation))
            : (mine, own.Place(Aspect.UnloadingLocation));
    }

    /// <summary>What the last of its legs that has a value says of this, or what was said without a leg, whichever was recorded later.</summary>
    /// <param name="own">What was said of the container without a leg.</param>
    public FactValue? Last(PartFacts own, Aspect aspect)
    {
        Register? mine = own[aspect] is { Value: not null } said ? said : null;
        for (var i = stops.Count - 1; i >= 0; i--)
        {
            if (stops[i].Facts[aspect] is { Value: not null } legs) return mine is not { } without || without.GivesWayTo(legs) ? legs.Value : without.Value;
        }

        return mine?.Value;
    }

    private static Register? Known(Register? register) => register?.Value is FactValue.Instant ? register : null;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    private readonly record struct Stop(string Id, Leg? Leg, int Place, PartFacts Facts);
}
