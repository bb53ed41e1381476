using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>What follows from a shipment's facts (contract §6): main legs, milestones, status. Derived, never stored; made once per state.</summary>
internal sealed class Voyage
{
    private static readonly Milestone[] Ladder = [Milestone.Delivered, Milestone.CustomsCleared, Milestone.Arrived, Milestone.Departed, Milestone.CargoReady];

    private readonly List<MilestoneEntry> milestones = [];
    private readonly MilestoneEntry?[] reached = new MilestoneEntry?[(int)Milestone.Delivered + 1];

    private IReadOnlyList<Watch>? watches;

    private Voyage(EntityState state)
    {
        State = state;
        Whole = state.Whole;
        var booked = Whole[Aspect.Identity]?.Value is not null;
        foreach (var (key, facts) in state.Parts)
        {
            switch (key.Part)
            {
                case Part.Leg:
                    Legs.Add(new Leg(key.Id, facts));
                    break;
                case Part.Booking:
                    booked |= facts.Instant(Aspect.ConfirmedAt) is not null || facts.Instant(Aspect.AmendedAt) is not null;
                    break;
                case Part.Hold or Part.CustomsEntry:
                    HasCustoms = true;
                    break;
                case Part.Disruption:
                    HasDisruptions = true;
                    break;
                default:
                    break;
            }
        }

        Legs.Sort(Leg.ByTravel);
        MarkMainLegs();
        foreach (var leg in Legs) AddLeg(leg);
        reached[(int)Milestone.Departed] = DepartureByLegs();
        reached[(int)Milestone.Arrived] = ArrivalByLegs();
        // The shipment's own word stands before that of its legs.
        AddWhole(Milestone.CargoReady, Aspect.CargoReady, Aspect.CargoReadyLocation);
        AddWhole(Milestone.Departed, Aspect.ActualDeparture, Aspect.DepartureLocation);
        AddWhole(Milestone.Arrived, Aspect.ActualArrival, Aspect.ArrivalLocation);
        AddWhole(Milestone.CustomsCleared, Aspect.CustomsCleared, Aspect.ClearanceLocation);
        AddWhole(Milestone.Delivered, Aspect.ActualDelivery, Aspect.DeliveryLocation);
        Containers = ContainerBox.All(state);
        foreach (var box in Containers) milestones.AddRange(box.Milestones);

        foreach (var entry in milestones)
        {
            if (entry.Key.Part != Part.Container && entry.CompareTo(Last) > 0) Last = entry;
            if (entry.IsMove) Move(entry.At);
        }

        foreach (var leg in Legs)
        {
            foreach (var at in leg.LastWay) Move(at);
        }

        foreach (var box in Containers) Move(box.Delivered);

        Status = StatusOf(booked);
    }

    /// <summary>The facts that all this follows from.</summary>
    public EntityState State { get; }

    public PartFacts Whole { get; }

    /// <summary>All legs in the order of travel, deleted ones too.</summary>
    public List<Leg> Legs { get; } = [];

    public IReadOnlyList<ContainerBox> Containers { get; }

    /// <summary>Whether there are holds or customs entries among its parts, so that nobody has to look for them.</summary>
    public bool HasCustoms { get; }

    /// <summary>Whether there are disruptions among its parts.</summary>
    public bool HasDisruptions { get; }

    /// <summary>Those of the shipment, of its legs that are not deleted and of its containers, in no order.</summary>
    public IReadOnlyList<MilestoneEntry> Milestones => milestones;

    /// <summary>The maximum by (occurred, rank, leg id); containers do not count.</summary>
    public MilestoneEntry? Last { get; }

    /// <summary>The last actual transit of the shipment, of a leg that is not deleted (its last way by truck too) or of a container (contract §8).</summary>
    public DateTimeOffset? LastMove { get; private set; }

    public string Status { get; }

    /// <summary>The shipment's own estimate or that of its first main leg, whichever was recorded later.</summary>
    public DateTimeOffset? EstimatedDeparture => Later(Whole[Aspect.EstimatedDeparture], FirstMainLeg()?.Facts[Aspect.EstimatedDeparture]);

    /// <summary>The shipment's own estimate or that of its last main leg, whichever was recorded later.</summary>
    public DateTimeOffset? EstimatedArrival => Later(Whole[Aspect.EstimatedArrival], LastMainLeg()?.Facts[Aspect.EstimatedArrival]);

    /// <summary>The IANA zone where the main voyage ends: of the last main leg to a port of unloading, untagged of the last main leg; null when nobody said it.</summary>
    public string? TerminalZone => FinalMainLeg()?.Destination?.TimeZone;

    /// <summary>Where the main voyage begins; null when nobody said it.</summary>
    public FactValue.Place? Origin => FirstMainLeg()?.Origin ?? Whole.Place(Aspect.DepartureLocation);

    /// <summary>Where it ends.</summary>
    public FactValue.Place? Destination => FinalMainLeg()?.Destination ?? Whole.Place(Aspect.ArrivalLocation);

    /// <summary>What is watched of the shipment; made once, for a process has one policy.</summary>
    public IReadOnlyList<Watch> Watches(DeadlinePolicy policy) => watches ??= ShipmentWatches.Of(State, this, policy);

    public static Voyage Of(EntityState state) => state.Derive(static state => new Voyage(state));

    /// <summary>How the shipment as a whole has reached a milestone, be it by its own word or by its main legs; null when it has not.</summary>
    public MilestoneEntry? Reached(Milestone milestone) => reached[(int)milestone];

    /// <summary>Whether a milestone of the shipment, a leg or a container is known and has not been withdrawn.</summary>
    public bool Stands(MilestoneKey key)
    {
        if (key.Part == Part.Whole) return Reached(key.Milestone) is not null;
        foreach (var entry in milestones)
        {
            if (entry.Key == key) return true;
        }

        return false;
    }

    private void Move(DateTimeOffset? at)
    {
        if (at is not null && !(at <= LastMove)) LastMove = at;
    }

    private void MarkMainLegs()
    {
        if (!Mark(static leg => leg.CrossesOceanOrAir) && !Mark(static leg => leg.TouchesPort)) Mark(static _ => true);
    }

    private bool Mark(Func<Leg, bool> isMain)
    {
        var any = false;
        foreach (var leg in Legs)
        {
            if (!leg.Deleted) any |= leg.Main = isMain(leg);
        }

        return any;
    }

    /// <summary>Without a place of its own it is where the main leg says that the same happened, if one does.</summary>
    private void AddWhole(Milestone milestone, Aspect aspect, Aspect location)
    {
        var place = Whole.Place(location) ?? reached[(int)milestone]?.Location;
        if (Entry(milestone, PartKey.Whole, Whole, aspect, place) is not { } entry) return;
        reached[(int)milestone] = entry;
        milestones.Add(entry);
    }

    private void AddLeg(Leg leg)
    {
        if (leg.Deleted) return;
        var key = new PartKey(Part.Leg, leg.Id);
        if (Entry(Milestone.Departed, key, leg.Facts, Aspect.ActualDeparture, leg.Origin ?? leg.Facts.Place(Aspect.DepartureLocation)) is { } departed)
            milestones.Add(departed);
        if (Entry(Milestone.Arrived, key, leg.Facts, Aspect.ActualArrival, leg.Destination ?? leg.Facts.Place(Aspect.ArrivalLocation)) is { } arrived)
            milestones.Add(arrived);
    }

    public static MilestoneEntry? Entry(Milestone milestone, PartKey key, PartFacts facts, Aspect aspect, FactValue.Place? location) =>
        facts[aspect] is { Value: FactValue.Instant at } said
            ? new MilestoneEntry(new MilestoneKey(milestone, key.Part, key.Id), at.Value, said, location)
            : null;

    /// <summary>The first main leg from a port of loading; untagged, the earliest.</summary>
    private Leg? FirstMainLeg()
    {
        Leg? first = null;
        foreach (var leg in Legs)
        {
            if (!leg.Main) continue;
            if (leg.FromPortOfLoading) return leg;
            first ??= leg;
        }

        return first;
    }

    /// <summary>The last main leg to a port of unloading; untagged, the last of all.</summary>
    private Leg? FinalMainLeg()
    {
        Leg? last = null;
        foreach (var leg in Legs)
        {
            if (leg.Main && (leg.ToPortOfUnloading || last is not { ToPortOfUnloading: true })) last = leg;
        }

        return last;
    }

    /// <summary>A main leg from a port of loading has departed; untagged, the earliest known main leg has.</summary>
    private MilestoneEntry? DepartureByLegs()
    {
        // In the order of travel a departed leg comes before one that is only expected to, unless that one was expected earlier.
        var tagged = false;
        foreach (var leg in Legs)
        {
            if (!leg.Main || !leg.FromPortOfLoading) continue;
            tagged = true;
            if (leg.Departure is not null) return Find(Milestone.Departed, leg);
        }

        return !tagged && FirstMainLeg() is { Departure: not null } first ? Find(Milestone.Departed, first) : null;
    }

    /// <summary>The main legs to a port of unloading have arrived; untagged, all known main legs have. The last of them tells when.</summary>
    private MilestoneEntry? ArrivalByLegs()
    {
        var tagged = AnyToPortOfUnloading();
        Leg? last = null;
        foreach (var leg in Legs)
        {
            if (!leg.Main || (tagged && !leg.ToPortOfUnloading)) continue;
            if (leg.Arrival is not { } arrival) return null;
            if (last is null || arrival > last.Arrival || (arrival == last.Arrival && PartKey.CompareIds(leg.Id, last.Id) > 0)) last = leg;
        }

        return last is null ? null : Find(Milestone.Arrived, last);
    }

    /// <summary>Of the main legs to a port of unloading, untagged of all main legs, the one that is expected last; null when none is expected.</summary>
    private Leg? LastMainLeg()
    {
        var tagged = AnyToPortOfUnloading();
        Leg? last = null;
        foreach (var leg in Legs)
        {
            if (leg.Main && (!tagged || leg.ToPortOfUnloading) && leg.EstimatedArrival is { } at && !(at <= last?.EstimatedArrival)) last = leg;
        }

        return last;
    }

    /// <summary>What was recorded later; what was withdrawn gives way to any value. Of one event's two sayings that about the leg stands.</summary>
    private static DateTimeOffset? Later(Register? own, Register? ofLeg)
    {
        if (own?.Value is not FactValue.Instant mine) return (ofLeg?.Value as FactValue.Instant)?.Value;
        return ofLeg?.Value is FactValue.Instant legs && own.GivesWayTo(ofLeg) ? legs.Value : mine.Value;
    }

    private bool AnyToPortOfUnloading()
    {
        foreach (var leg in Legs)
        {
            if (leg.Main && leg.ToPortOfUnloading) return true;
        }

        return false;
    }

    private MilestoneEntry? Find(Milestone milestone, Leg leg)
    {
        foreach (var entry in milestones)
        {
            if (entry.Milestone == milestone && entry.Leg == leg.Id) return entry;
        }

        return null;
    }

    private string StatusOf(bool booked)
    {
        foreach (var milestone in Ladder)
        {
            if (reached[(int)milestone] is not null) return milestone.ToName();
        }

        return booked ? "booked" : "none";
    }
}
