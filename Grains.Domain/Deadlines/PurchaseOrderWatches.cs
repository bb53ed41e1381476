using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Deadlines;

/// <summary>What is watched of a purchase order: the day by which its cargo was to be ready, until it is closed, cancelled or archived. Days are those of UTC.</summary>
internal static class PurchaseOrderWatches
{
    public static IReadOnlyList<Watch> Of(EntityState state)
    {
        var whole = state.Whole;
        if (whole.Instant(Aspect.ArchivedAt) is not null || whole.Text(Aspect.Status) is "closed" or "cancelled") return [];
        return HeadTimes.Midnight(whole.Day(Aspect.CargoReadyDate)) is { } readyOn && Watch.Of(DeadlineKind.CargoReady, "", "passed", readyOn, TimeSpan.FromDays(1)) is { } watch
            ? [watch]
            : [];
    }
}
