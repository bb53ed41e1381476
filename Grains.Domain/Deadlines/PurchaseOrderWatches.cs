using System.Globalization;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.PurchaseOrders;

namespace Grains.Domain.Deadlines;

/// <summary>
/// What is watched of a purchase order until it is closed, cancelled or archived: the day by which its cargo was to be ready, until a shipment with it has
/// left; and the day by which it must arrive, of each shipment that carries it, until that has arrived. Days are those of UTC.
/// </summary>
internal static class PurchaseOrderWatches
{
    public static IReadOnlyList<Watch> Of(EntityState state)
    {
        var whole = state.Whole;
        if (whole.Instant(Aspect.ArchivedAt) is not null || Reported.Is(whole.Text(Aspect.Status), "closed", "cancelled", "canceled")) return [];
        var (ready, must) = (HeadTimes.Midnight(whole.Day(Aspect.CargoReadyDate)), HeadTimes.Midnight(whole.Day(Aspect.MustArriveDate)));
        if (ready is null && must is null) return [];
        var watches = new List<Watch>();
        var shipments = OrderShipments.Of(state);
        if (ready is { } readyOn && !shipments.Exists(static shipment => OrderShipments.HasLeft(shipment.Facts)))
            Add(watches, Watch.Of(DeadlineKind.CargoReady, "", "passed", readyOn, TimeSpan.FromDays(1)));
        if (must is not { } mustOn) return watches;
        foreach (var (id, facts) in shipments)
        {
            if (OrderShipments.HasArrived(facts) || facts.Instant(Aspect.ArchivedAt) is not null) continue;
            // An arrival that is expected too late is spoken of as soon as that is known, and again whenever it moves, not whenever it is told again; else the day itself is watched.
            Add(watches, OrderShipments.Slip(whole, facts) is { } slip and > 0 && facts[Aspect.EstimatedArrival] is { } expected
                ? Watch.Of(DeadlineKind.MustArrive, id, string.Create(CultureInfo.InvariantCulture, $"day+{slip}"), expected.RecordedAt, TimeSpan.Zero)
                : Watch.Of(DeadlineKind.MustArrive, id, "passed", mustOn, TimeSpan.FromDays(1)));
        }

        return watches;
    }

    private static void Add(List<Watch> watches, Watch? watch)
    {
        if (watch is not null) watches.Add(watch);
    }
}
