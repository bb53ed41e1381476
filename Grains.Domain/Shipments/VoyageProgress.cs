using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.PurchaseOrders;

namespace Grains.Domain.Shipments;

/// <summary>What follows from a shipment's facts (contract §6): main legs, milestones, status. Derived, never stored; made once as long as the parts stay.</summary>
internal sealed class VoyageProgress
{
    private static readonly Milestone[] Ladder = [Milestone.Delivered, Milestone.CustomsCleared, Milestone.Arrived, Milestone.Departed, Milestone.CargoReady];

    private readonly List<MilestoneEntry> milestones = [];

    // Of each milestone of the ladder.
    private readonly MilestoneEntry?[] reached = new MilestoneEntry?[Ladder.Length];

    private IReadOnlyList<Watch>? watches;
    private Holds? holds;
    private IReadOnlyList<(Aspect Aspect, FactValue? Value)>? toldToOrders;

    private VoyageProgress(EntityState state)
    {
        State = state;
        Whole = state.Whole;
        var booked = Whole[Aspect.Identity]?.Value is not null;
        foreach (var (key, facts) in state.Parts)
        {
            switch (key.Part)
            {
                case Part.Leg:
                    Legs.Add(Leg.Of(key.Id, facts));
                    break;
                case Part.Booking:
                    booked |= (facts.Instant(Aspect.ConfirmedAt) is not null || facts.Instant(Aspect.AmendedAt) is not null) && Papers.Bookings.Status(facts) != "archived";
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
        Main = MainVoyage.Of(Legs, Whole.Text(Aspect.TransportationMode), Whole.Text(Aspect.Status));
        foreach (var leg in Legs) AddLeg(leg);
        if (Main.HasDeparted) reached[Rung(Milestone.Departed)] = Find(Milestone.Departed, Main.Origin!);
        if (Main.HasArrived) reached[Rung(Milestone.Arrived)] = Find(Milestone.Arrived, Main.Destination!);
        AddWhole(Milestone.CargoReady, Aspect.CargoReadyLocation, Aspect.CargoReady);
        AddWhole(Milestone.Departed, Aspect.DepartureLocation, Aspect.ActualDeparture, Aspect.ObjectDeparture);
        AddWhole(Milestone.Arrived, Aspect.ArrivalLocation, Aspect.ActualArrival, Aspect.ObjectArrival);
        AddWhole(Milestone.CustomsCleared, Aspect.ClearanceLocation, Aspect.CustomsCleared);
        AddWhole(Milestone.Delivered, Aspect.DeliveryLocation, Aspect.ActualDelivery, Aspect.ObjectDelivery);
        Containers = ContainerBox.All(state, Legs);
        foreach (var box in Containers) milestones.AddRange(box.Milestones);

        foreach (var entry in milestones)
        {
            if (entry.Key.Part != Part.Container)
            {
                if (entry.CompareTo(Last) > 0) Last = entry;
                if (entry.Location is not null && entry.Milestone != Milestone.CustomsCleared && entry.CompareTo(LastPlaced) > 0) LastPlaced = entry;
            }

            if (entry.IsMove) Move(entry.At);
        }

        if (LastPlaced is null && Reached(Milestone.CustomsCleared) is { Location: not null } cleared) LastPlaced = cleared;
        foreach (var leg in Legs) Move(leg.LastWay);
        foreach (var box in Containers) Move(box.Delivered);

        Status = StatusOf(booked);
        Phase = PhaseOf();
    }

    /// <summary>The first state with the facts that all this follows from.</summary>
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

    /// <summary>The maximum of those that have a place: where the cargo was last. A release by customs moves nothing: its place counts where no other is known.</summary>
    public MilestoneEntry? LastPlaced { get; }

    /// <summary>The last actual transit of the shipment, of a leg that is not deleted (its last way by truck too) or of a container (contract §8).</summary>
    public DateTimeOffset? LastMove { get; private set; }

    /// <summary>The furthest milestone that is reached, be it only by what Flexport calls the status.</summary>
    public string Status { get; }

    /// <summary>Where the cargo is, from positions alone: <c>origin in_transit destination_port inland delivered closed</c>.</summary>
    public string Phase { get; }

    /// <summary>Put away at Flexport: the only form that a cancellation takes.</summary>
    public bool IsArchived => Whole.Instant(Aspect.ArchivedAt) is not null;

    /// <summary>Which legs begin and end the main voyage.</summary>
    public MainVoyage Main { get; }

    /// <summary>The shipment's own estimate or that of the leg that begins the main voyage, whichever was recorded later.</summary>
    public DateTimeOffset? EstimatedDeparture => Later(Whole[Aspect.EstimatedDeparture], Main.Origin?.Facts[Aspect.EstimatedDeparture]);

    /// <summary>The shipment's own estimate or that of the leg that ends the main voyage, whichever was recorded later.</summary>
    public DateTimeOffset? EstimatedArrival => Later(Whole[Aspect.EstimatedArrival], Main.Destination?.Facts[Aspect.EstimatedArrival]);

    /// <summary>The IANA zone where the main voyage ends; null when nobody said it.</summary>
    public string? TerminalZone => Main.Destination?.Destination?.TimeZone;

    /// <summary>Where the main voyage begins; null when nobody said it.</summary>
    public FactValue.Place? Origin => Main.Origin?.Origin ?? Whole.Place(Aspect.DepartureLocation);

    /// <summary>Where it ends.</summary>
    public FactValue.Place? Destination => Main.Destination?.Destination ?? Whole.Place(Aspect.ArrivalLocation);

    /// <summary>What customs hold.</summary>
    public Holds Holds => holds ??= Holds.Make(State, this);

    /// <summary>What the purchase orders whose goods it carries are told; made once, for the next event asks for it again.</summary>
    public IReadOnlyList<(Aspect Aspect, FactValue? Value)> ToldToOrders => toldToOrders ??= ShipmentStanding.Make(State, this);

    /// <summary>What is watched of the shipment; made once, for a process has one policy.</summary>
    public IReadOnlyList<Watch> Watches(DeadlinePolicy policy) => watches ??= ShipmentWatches.Of(State, this, policy);

    public static VoyageProgress Of(EntityState state) => state.Derive(static state => new VoyageProgress(state));

    /// <summary>How the shipment as a whole has reached a milestone, by its own word or by that of its main voyage; null when nobody dated it.</summary>
    public MilestoneEntry? Reached(Milestone milestone) => Rung(milestone) is >= 0 and var rung ? reached[rung] : null;

    /// <summary>Whether a milestone follows from the reported status alone: nobody has dated it.</summary>
    public bool IsInferred(Milestone milestone) => Reached(milestone) is null && ReportedStatus.Implies(Whole.Text(Aspect.Status), milestone);

    /// <summary>The milestones that are only inferred, in the order of rank.</summary>
    public IEnumerable<Milestone> Inferred
    {
        get
        {
            if (IsInferred(Milestone.Departed)) yield return Milestone.Departed;
            if (IsInferred(Milestone.Arrived)) yield return Milestone.Arrived;
        }
    }

    /// <summary>Whether a milestone is reached, dated or not.</summary>
    public bool Has(Milestone milestone) => Reached(milestone) is not null || IsInferred(milestone);

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

    private static int Rung(Milestone milestone) => Array.IndexOf(Ladder, milestone);

    private void Move(DateTimeOffset? at)
    {
        if (at is not null && !(at <= LastMove)) LastMove = at;
    }

    /// <summary>
    /// Adds what the shipment itself says of a milestone: of several words the later recorded one. It counts for the shipment unless the main voyage's word
    /// is recorded later. Without a place of its own it is where the main voyage says that the same happened.
    /// </summary>
    private void AddWhole(Milestone milestone, Aspect location, params ReadOnlySpan<Aspect> words)
    {
        var ofLeg = Reached(milestone);
        MilestoneEntry? own = null;
        foreach (var word in words)
        {
            if (Entry(milestone, PartKey.Whole, Whole, word, Whole.Place(location) ?? ofLeg?.Location) is { } entry && own?.Said.GivesWayTo(entry.Said) != false) own = entry;
        }

        if (own is null) return;
        milestones.Add(own);
        // Of one event's two sayings that about the leg stands.
        if (ofLeg is null || !own.Said.GivesWayTo(ofLeg.Said)) reached[Rung(milestone)] = own;
    }

    private void AddLeg(Leg leg)
    {
        if (leg.Deleted) return;
        if (leg.Departed is { } departed) milestones.Add(departed);
        if (leg.Arrived is { } arrived) milestones.Add(arrived);
    }

    public static MilestoneEntry? Entry(Milestone milestone, PartKey key, PartFacts facts, Aspect aspect, FactValue.Place? location) =>
        facts[aspect] is { Value: FactValue.Instant at } said
            ? new MilestoneEntry(new MilestoneKey(milestone, key.Part, key.Id), at.Value, said, location)
            : null;

    /// <summary>What was recorded later; what was withdrawn gives way to any value. Of one event's two sayings that about the leg stands.</summary>
    private static DateTimeOffset? Later(Register? own, Register? ofLeg)
    {
        if (own is not { Value: FactValue.Instant mine } said) return (ofLeg?.Value as FactValue.Instant)?.Value;
        return ofLeg is { Value: FactValue.Instant legs } saidOfLeg && said.GivesWayTo(saidOfLeg) ? legs.Value : mine.Value;
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
            if (Has(milestone)) return milestone.ToName();
        }

        return booked ? "booked" : "none";
    }

    private string PhaseOf()
    {
        if (IsArchived) return "closed";
        if (Has(Milestone.Delivered)) return "delivered";
        if (Has(Milestone.Arrived)) return HasLeftThePort() ? "inland" : "destination_port";
        return Has(Milestone.Departed) ? "in_transit" : "origin";
    }

    /// <summary>Whether the goods are on their last way: by what Flexport calls the status, or by a leg that takes them on.</summary>
    private bool HasLeftThePort()
    {
        if (ReportedStatus.IsBeyondArrivalPort(Whole.Text(Aspect.Status))) return true;
        foreach (var leg in Legs)
        {
            if (leg.Deleted) continue;
            if (leg.FromPortOfUnloading && leg.Departure is not null && TransportModes.Of(leg.Mode) == Transport.RoadOrRail) return true;
            if (!leg.IsPreCarriage && leg.LastWay is not null) return true;
        }

        return false;
    }
}
