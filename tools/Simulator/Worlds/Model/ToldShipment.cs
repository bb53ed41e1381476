using System.Globalization;
using System.Text.Json.Nodes;
using Simulator.Worlds.Bodies;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Model;

/// <summary>What has been told of a shipment so far. Events are told in the order in which Flexport recorded them, so that the last word stands.</summary>
internal sealed partial class ToldShipment(string id)
{
    private readonly Dictionary<long, ToldLeg> legs = [];
    private readonly SortedDictionary<string, ToldDisruption> disruptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Seen Seen, bool ByObject)> milestones = [];
    private Stamp shipmentSaid;
    private ShipmentObject? shipment;

    public string Id => id;

    public Customs Customs { get; } = new();

    /// <summary>Estimates told of the shipment itself (dialect A).</summary>
    public DateTimeOffset? EstimatedDeparture { get; set; }

    public DateTimeOffset? EstimatedArrival { get; set; }

    public DateTimeOffset? Created { get; set; }

    public DateTimeOffset? ReturnedToShipper { get; set; }

    public SortedDictionary<string, ToldBooking> Bookings { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ToldContainer> Containers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ToldDocument> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>An event named the shipment itself: not only an invoice.</summary>
    public bool IsTold { get; set; }

    public void Tell(ShipmentObject told, Stamp said)
    {
        IsTold = true;
        Created ??= told.CreatedDate;
        // It bears a stamp of its own. An older one than is known lags behind.
        if (shipment is not null && told.UpdatedAt < shipment.UpdatedAt) return;
        var before = shipment?.UpdatedAt == told.UpdatedAt ? shipment : null;
        shipment = told.Copy();
        if (before is not null) shipment.KeepDatesOf(before);
        // Of several with the same one, the event with the greatest number said it.
        if (shipmentSaid.RecordedAt != told.UpdatedAt || Number(said) > Number(shipmentSaid)) shipmentSaid = said with { RecordedAt = told.UpdatedAt };
    }

    public ToldLeg Tell(LegObject told, Stamp said)
    {
        if (!legs.TryGetValue(told.Id, out var leg)) legs[told.Id] = leg = new ToldLeg { Leg = told, Said = said };
        (leg.Leg, leg.Said) = (told.Copy(), said);
        return leg;
    }

    /// <summary>A leg that was told before.</summary>
    public ToldLeg Leg(long leg) => legs[leg];

    public ToldContainer Tell(ContainerObject told)
    {
        var container = Container(told.Number);
        container.Container = told.Copy();
        return container;
    }

    public ToldContainer Container(string number)
    {
        if (!Containers.TryGetValue(number, out var container)) Containers[number] = container = new ToldContainer { Number = number };
        return container;
    }

    /// <summary>A milestone of the shipment itself.</summary>
    /// <param name="byObject">The object beside it bears the same date: then it is the object that says so.</param>
    public void Reach(string milestone, DateTimeOffset at, Place? where, Stamp said, bool byObject = false) => milestones[milestone] = (new Seen(at, where, said), byObject);

    /// <summary>Of several disruptions of one type, the latest.</summary>
    public ToldDisruption Disrupt(string type, DateTimeOffset since)
    {
        if (!disruptions.TryGetValue(type, out var known)) disruptions[type] = known = new ToldDisruption { Since = since };
        if (known.Since < since) known.Since = since;
        return known;
    }

    public ToldBooking Booking(string booking) => Bookings.TryGetValue(booking, out var known) ? known : Bookings[booking] = new ToldBooking();

    public ToldDocument Document(string document) => Documents.TryGetValue(document, out var known) ? known : Documents[document] = new ToldDocument();

    private static long Number(Stamp said) => long.Parse(said.EventId, CultureInfo.InvariantCulture);

    private ToldLeg[] LivingLegs() => [.. Voyage().InOrder.Where(static leg => !leg.IsDeleted)];

    private List<ToldMilestone> Milestones()
    {
        List<ToldMilestone> found = [];
        foreach (var (name, (seen, byObject)) in milestones) found.Add(new ToldMilestone(name, seen.At, null, null, seen.Where, true, byObject ? shipmentSaid : seen.Said));
        if (Customs.Released is { } released) found.Add(new ToldMilestone("customs_cleared", released.At, null, null, released.Where, true, released.Said));
        Own("departed", shipment?.ActualDeparture);
        Own("arrived", shipment?.ActualArrival);
        Own("delivered", shipment?.ActualDelivery);
        foreach (var leg in legs.Values.Where(leg => !leg.IsDeleted))
        {
            if (leg.Leg.ActualDeparture is { } departed) found.Add(new ToldMilestone("departed", departed, leg.Id, null, leg.Leg.From, true, leg.Said));
            if (leg.Leg.ActualArrival is { } arrived) found.Add(new ToldMilestone("arrived", arrived, leg.Id, null, leg.Leg.To, true, leg.Said));
        }

        var living = LivingLegs();
        foreach (var container in Containers.Values)
        {
            if (container.Loading(living) is { } on) found.Add(new ToldMilestone("container_loaded", on.At, null, container.Number, on.Where, true, on.Said));
            if (container.Discharge(living) is { } off) found.Add(new ToldMilestone("container_unloaded", off.At, null, container.Number, off.Where, true, off.Said));
        }

        return found;

        // The object's own date; of an event and the object the later recorded one stands, and which place then goes with it is open.
        void Own(string name, DateTimeOffset? at)
        {
            if (at is not { } reached) return;
            var said = found.FindIndex(one => one.Name == name && one.Leg is null);
            if (said >= 0 && milestones[name].Seen.Said.RecordedAt > shipment!.UpdatedAt) return;
            if (said >= 0) found.RemoveAt(said);
            found.Add(new ToldMilestone(name, reached, null, null, null, false, shipmentSaid));
        }
    }
}
