using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Relays;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>One container. What was said of it by Flexport's id alone is joined with what was said by its number, as soon as one report names both.</summary>
internal sealed class ContainerBox
{
    private readonly string id;
    private readonly PartFacts facts;
    private readonly ContainerRoute route;
    private readonly Whole shipment;
    private IReadOnlyList<MilestoneEntry>? milestones;
    private Made? watched;

    /// <param name="parts">The ids of all parts that it is known by.</param>
    /// <param name="shipment">What is known of the shipment itself.</param>
    public ContainerBox(string id, IReadOnlyList<string> parts, PartFacts facts, ContainerRoute route, Whole shipment)
    {
        (this.id, this.facts, this.route, Parts) = (id, facts, route, parts);
        this.shipment = shipment;
        Id = facts.Text(Aspect.Identity) ?? id;
        Written = facts.Text(Aspect.Number)?.ToUpperInvariant();
        Number = Containers.Painted(facts.Text(Aspect.Number));
        Delivered = facts.Instant(Aspect.ActualDelivery);
        IsShared = shipment.IsShared || string.Equals(facts.Text(Aspect.Type), "lcl", StringComparison.OrdinalIgnoreCase);
    }

    public string Id { get; }

    /// <summary>As it is painted on the container, however it is written.</summary>
    public string? Number { get; }

    /// <summary>The number as it was written last, in capitals, for the standard has no other letters.</summary>
    public string? Written { get; }

    /// <summary>What it is called where people read it.</summary>
    public string Name => Number ?? Id;

    /// <summary>The ids of all parts that it is known by.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>When it was delivered, by what is said of itself.</summary>
    public DateTimeOffset? Delivered { get; }

    /// <summary>When it left the port of unloading: its free time ends, and the time for its return begins. Never its pickup, which is at the seller's.</summary>
    public DateTimeOffset? GatedOut => Earlier(route.GateOut, Delivery ?? EndOfDay(facts.Day(Aspect.ActualDelivery)));

    /// <summary>Back empty, or back at its shipper: nobody waits for it any more.</summary>
    public bool IsOver => facts[Aspect.EmptyReturned]?.Value is not null || ReturnedToShipper is not null;

    public DateTimeOffset? ReturnedToShipper => facts.Instant(Aspect.ReturnedToShipper);

    /// <summary>Less than a container load: the forwarder brings it back.</summary>
    public bool IsShared { get; }

    /// <summary>The last time that it went on or off board anywhere, at a port of transshipment too.</summary>
    public DateTimeOffset? LastMove => route.LastMove;

    /// <summary>When it was recorded last that it went on or off board at the ends of its voyage.</summary>
    public DateTimeOffset? MovedAsOf => route.Unloading(facts).Said?.RecordedAt is var off && route.Loading(facts).Said?.RecordedAt is { } on && !(off >= on) ? on : off;

    public DateTimeOffset? Appointment => (route.Last(facts, Aspect.Appointment) as FactValue.Instant)?.Value;

    /// <summary>Whether a delivery appointment was made, be it for a time that nobody told.</summary>
    public bool HasAppointment => Appointment is not null || route.Last(facts, Aspect.AppointmentScheduled) is not null;

    /// <summary>An instant, or a bare day.</summary>
    public FactValue? Available => route.Last(facts, Aspect.Available);

    public ContainerStage Stage =>
        facts[Aspect.EmptyReturned]?.Value is not null ? ContainerStage.EmptyReturned
        : shipment.IsDelivered || Delivery is not null || facts[Aspect.ActualDelivery]?.Value is not null ? ContainerStage.Delivered
        : GatedOut is not null ? ContainerStage.GatedOut
        : Available is not null ? ContainerStage.Available
        : route.Unloading(facts).Said is not null ? ContainerStage.Discharged
        : route.Loading(facts).Said is not null ? ContainerStage.Loaded
        : facts[Aspect.ActualPickup]?.Value is not null ? ContainerStage.EmptyPickedUp
        : ContainerStage.None;

    public IReadOnlyList<MilestoneEntry> Milestones => milestones ??= Reached();

    private IReadOnlyList<MilestoneEntry> Reached()
    {
        var (loading, unloading) = (route.Loading(facts), route.Unloading(facts));
        var loaded = Entry(Milestone.ContainerLoaded, loading.Said, loading.Where);
        var unloaded = Entry(Milestone.ContainerUnloaded, unloading.Said, unloading.Where);
        return (loaded, unloaded) switch
        {
            ({ } on, { } off) => [on, off],
            ({ } on, null) => [on],
            (null, { } off) => [off],
            _ => [],
        };
    }

    /// <param name="legs">All legs in the order of travel, where the caller has them; else they are looked for.</param>
    public static IReadOnlyList<ContainerBox> All(EntityState state, IReadOnlyList<Leg>? legs = null) => ContainerJoin.All(state, legs);

    /// <summary>Whether one that is on no leg of its own, made of the same facts, would be the same with these.</summary>
    public bool IsStill(string id, DateTimeOffset? gateOut, Whole shipment) => this.id == id && this.shipment == shipment
        && (route.GateOut is { } known ? gateOut is { } now && known.EqualsExact(now) : gateOut is null);

    /// <summary>Whether anything was said of it on a leg, a deleted one too.</summary>
    public bool WasOn(string leg) => route.WasOn(leg);

    /// <summary>The end of the last free day at the terminal; null when no such day is known.</summary>
    public DateTimeOffset? FreeUntil(string? voyageZone) => LastFreeDay(voyageZone) is { } day ? Zones.EndOf(day, Zone(voyageZone)) : null;

    /// <summary>Flexport writes midnight or noon at the terminal in UTC: only there it is the day that is meant.</summary>
    public DateOnly? LastFreeDay(string? voyageZone) => DayAt(facts[Aspect.LastFreeDay]?.Value, voyageZone);

    /// <param name="voyageZone">The zone of the port where the voyage ends, for the days of a container whose own terminal nobody named.</param>
    public ContainerView ToView(string? voyageZone = null) => new(
        Id,
        Written,
        facts.Text(Aspect.Type),
        facts.Text(Aspect.Size),
        facts.Text(Aspect.SealNumber),
        InstantOf(route.Loading(facts).Said?.Value),
        InstantOf(route.Unloading(facts).Said?.Value),
        new VoyageDatesView(facts.Instant(Aspect.EstimatedDeparture), facts.Instant(Aspect.EstimatedArrival)),
        new VoyageDatesView(facts.Instant(Aspect.ActualDeparture), facts.Instant(Aspect.ActualArrival)),
        new PlannedView(InstantOf(route.Last(facts, Aspect.EstimatedAvailable)), InstantOf(Available)),
        new PlannedView(facts.Instant(Aspect.EstimatedPickup), facts.Instant(Aspect.ActualPickup)),
        new PlannedView(facts.Instant(Aspect.EstimatedDelivery), Delivered),
        Appointment ?? InstantOf(route.Last(facts, Aspect.AppointmentScheduled)),
        Rows.DayText(LastFreeDay(voyageZone)),
        facts.Instant(Aspect.FreeTimeNotice),
        facts.Instant(Aspect.FreeTimeExpired),
        facts.Instant(Aspect.EmptyReturned))
    {
        Stage = Stage.ToName(),
        GatedOutAt = Earlier(route.GateOut, Delivery),
        EstimatedAvailableOn = Rows.DayText(DayAt(route.Last(facts, Aspect.EstimatedAvailable), voyageZone)),
        AvailableOn = Rows.DayText(DayAt(Available, voyageZone)),
        DeliveredOn = Rows.DayText(DeliveredOn),
        EmptyReturnedOn = Rows.DayText(DayAt(facts[Aspect.EmptyReturned]?.Value, voyageZone)),
        ReturnedToShipperAt = ReturnedToShipper,
        Legs = route.View,
    };

    /// <summary>What is watched of it from an instant on; made once, and kept from state to state as long as the container and that instant stay the same.</summary>
    public Watch? Watched(DeadlineKind kind, DateTimeOffset from, TimeSpan within, Func<string, DateTimeOffset, TimeSpan, Watch?> make)
    {
        if (watched is { } known && known.Kind == kind && known.From.EqualsExact(from) && known.Within == within) return known.Watch;
        // It may have been told by Flexport's id, or by another spelling, before its number was known.
        var watch = make(Name, from, within) is { } made ? made with { Aliases = [.. Parts.Append(Id).Where(name => name != Name).Distinct(StringComparer.Ordinal)] } : null;
        watched = new Made(kind, from, within, watch);
        return watch;
    }

    /// <summary>What containers take from the shipment itself.</summary>
    internal readonly record struct Whole(bool IsDelivered, bool IsShared)
    {
        public static Whole Of(PartFacts shipment) => new(shipment.Instant(Aspect.ActualDelivery) is not null || shipment.Instant(Aspect.ObjectDelivery) is not null, shipment.Text(Aspect.Lcl) == "true");
    }

    private sealed record Made(DeadlineKind Kind, DateTimeOffset From, TimeSpan Within, Watch? Watch);

    private DateTimeOffset? Delivery => Delivered ?? route.Delivery;

    /// <summary>The day as it was written at the place of delivery, wherever the terminal was.</summary>
    private DateOnly? DeliveredOn => Delivery is { } at ? DateOnly.FromDateTime(at.DateTime) : facts.Day(Aspect.ActualDelivery);

    private string? Zone(string? voyageZone) => facts.Place(Aspect.Terminal)?.TimeZone ?? route.TerminalZone ?? voyageZone;

    private DateOnly? DayAt(FactValue? value, string? voyageZone) => value switch
    {
        FactValue.Day day => day.Value,
        FactValue.Instant instant => Zones.DayOf(instant.Value, Zone(voyageZone)),
        _ => null,
    };

    /// <summary>A bare day counts to its end.</summary>
    private DateTimeOffset? EndOfDay(DateOnly? day) => day is { } known ? Zones.EndOf(known, Zone(null)) : null;

    private MilestoneEntry? Entry(Milestone milestone, Register? known, FactValue.Place? where) => known is { Value: FactValue.Instant at } said
        ? new MilestoneEntry(new MilestoneKey(milestone, Part.Container, id), at.Value, said, where)
        : null;

    private static DateTimeOffset? InstantOf(FactValue? value) => (value as FactValue.Instant)?.Value;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
