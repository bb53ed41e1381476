using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments.Papers;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>The shipment as it is shown.</summary>
internal static class ShipmentViews
{
    public static ShipmentView Of(EntityKey key, EntityState state, IReadOnlyList<AttentionView> attention)
    {
        var voyage = VoyageProgress.Of(state);
        var whole = voyage.Whole;
        var bookings = new List<BookingView>();
        var documents = new List<DocumentView>();
        foreach (var (part, facts) in state.Parts.Of(Part.Booking, Part.Document))
        {
            if (part.Part == Part.Booking) bookings.Add(Bookings.View(part.Id, facts));
            else if (part.Part == Part.Document) documents.Add(Documents.View(part.Id, facts));
        }

        return new ShipmentView(
            key.Id,
            voyage.Status,
            whole.Text(Aspect.Status),
            whole.Text(Aspect.Name),
            whole.Text(Aspect.TransportationMode),
            voyage.Last?.Milestone.ToName(),
            voyage.Last?.At,
            voyage.LastPlaced?.Location.ToView(),
            Milestones(state, voyage),
            new VoyageDatesView(voyage.EstimatedDeparture, voyage.EstimatedArrival),
            new VoyageDatesView(voyage.Reached(Milestone.Departed)?.At, voyage.Reached(Milestone.Arrived)?.At),
            voyage.Legs.ConvertAll(leg => LegCarriers.With(leg.ToView(voyage.Main.Speaks(leg)), leg.Facts)),
            [.. voyage.Containers.Select(box => box.ToView(voyage.TerminalZone))],
            bookings,
            documents,
            Customs.View(state),
            Disruptions.View(state, voyage),
            state.Version,
            state.UpdatedAt,
            whole.Instant(Aspect.EstimatedDelivery),
            Rows.DayText(whole.Day(Aspect.CargoReadyDate)),
            whole.Instant(Aspect.ArchivedAt),
            whole.Instant(Aspect.CreatedAt),
            new PlannedView(whole.Instant(Aspect.EstimatedPickup), whole.Instant(Aspect.ActualPickup)),
            whole.Text(Aspect.Incoterm),
            whole.Text(Aspect.Priority),
            whole.Text(Aspect.FreightType),
            References.View(whole),
            Parties.View(state),
            Metadata.View(state),
            ShipmentInvoices.View(state),
            whole.Instant(Aspect.ReturnedToShipper) ?? LastReturned(voyage.Containers),
            attention)
        {
            Phase = voyage.Phase,
            Archived = voyage.IsArchived,
            Inferred = [.. voyage.Inferred.Select(static milestone => milestone.ToName())],
            ContainerStages = ContainerStages.View(voyage.Containers),
            IsLcl = whole.Text(Aspect.Lcl) is { } lcl ? lcl == "true" : null,
            Promises = Promises.View(voyage, state.Estimates),
            TerminalZone = voyage.TerminalZone,
            Unread = Unread.View(state),
            Items = ShipmentItems.View(whole),
            Orders = ShipmentItems.Orders(state),
            VisibilityOnly = Family.VisibilityOnly(whole),
            ParentShipments = whole.Words(Aspect.ParentShipments),
            ChildShipments = whole.Words(Aspect.ChildShipments),
        };
    }

    /// <summary>When the last of those containers that went back to their shipper did; null where none has.</summary>
    private static DateTimeOffset? LastReturned(IReadOnlyList<ContainerBox> boxes) =>
        boxes.Max(static box => box.ReturnedToShipper);

    private static List<MilestoneView> Milestones(EntityState state, VoyageProgress voyage)
    {
        var mainLegs = new HashSet<string>(voyage.Legs.Where(voyage.Main.Speaks).Select(leg => leg.Id));
        var dated = voyage.Milestones.Order().Select(entry => entry.ToView(Shipments.Milestones.IsLate(state, entry, entry.Leg is { } leg && mainLegs.Contains(leg))));
        if (voyage.Whole[Aspect.Status] is not { } said) return [.. dated];
        return
        [
            .. dated,
            .. voyage.Inferred.Select(milestone => new MilestoneView(milestone.ToName(), null, said.RecordedAt, null, null, null, said.By.Value, false) { Inferred = true }),
        ];
    }
}
