using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>
/// What was promised of departure, arrival and delivery: each change of an estimate, out of all that was ever stated (<see cref="EntityState.Estimates"/>). What one
/// speaker (the shipment itself, or a leg) states several times in a row is one change, by the first event that stated it. To take an estimate back is no entry of
/// its own; it ends that row: the same value stated afterwards is a change.
/// </summary>
internal static class Promises
{
    /// <summary>So many of the last changes are shown.</summary>
    private const int Most = 200;

    private static readonly (string What, Aspect Estimate, Milestone Milestone)[] All =
    [
        ("departure", Aspect.EstimatedDeparture, Milestone.Departed),
        ("arrival", Aspect.EstimatedArrival, Milestone.Arrived),
        ("delivery", Aspect.EstimatedDelivery, Milestone.Delivered),
    ];

    /// <summary>Departure, arrival and delivery, those of which anything was promised.</summary>
    /// <param name="said">Of the state that is shown: a voyage is kept from state to state while more is said.</param>
    public static IReadOnlyList<PromiseView> View(VoyageProgress voyage, EstimateHistory said)
    {
        if (said.Keys.IsEmpty) return [];
        var views = new List<PromiseView>(All.Length);
        foreach (var (what, estimate, milestone) in All)
        {
            var changes = Changes(said, estimate);
            if (changes.Count > 0) views.Add(Of(voyage, said, what, changes, voyage.Reached(milestone)?.At));
        }

        return views;
    }

    /// <summary>What was promised first by those who speak for it; null when nothing was.</summary>
    /// <param name="what"><c>departure</c>, <c>arrival</c> or <c>delivery</c>.</param>
    public static DateTimeOffset? First(VoyageProgress voyage, EstimateHistory said, string what) =>
        Changes(said, AspectOf(what)).Find(one => one.Leg is null || Speaks(voyage, what, one.Leg))?.At;

    private static PromiseView Of(VoyageProgress voyage, EstimateHistory said, string what, List<EstimateView> changes, DateTimeOffset? actual)
    {
        // What is said of it after it has happened is no promise any more.
        var end = EndOf(actual);
        var promised = changes.FindAll(one => (one.Leg is null || Speaks(voyage, what, one.Leg)) && !(one.SaidAt > end));
        var first = promised.FirstOrDefault();
        var (standing, leg, zone) = what switch
        {
            "departure" => (voyage.EstimatedDeparture, voyage.Main.Origin, voyage.Origin?.TimeZone),
            "arrival" => (voyage.EstimatedArrival, voyage.Main.Destination, voyage.TerminalZone),
            _ => (voyage.Whole.Instant(Aspect.EstimatedDelivery), null, null),
        };
        var last = end is { } over ? Expected(said, what, leg?.Id, over) ?? promised.LastOrDefault()?.At : standing;
        return new PromiseView(
            what,
            first,
            last,
            first is null || last is null ? null : Slip(There(first.At), There(last.Value)),
            actual,
            first is null || actual is null ? null : Keeps(There(first.At), There(actual.Value)),
            last is null || actual is null ? null : Keeps(There(last.Value), There(actual.Value)),
            changes.Count <= Most ? changes : changes[^Most..]);

        DateTimeOffset There(DateTimeOffset at) => Zones.AtPlace(at, zone);
    }

    /// <summary>Whether a leg speaks for the shipment's departure or arrival.</summary>
    private static bool Speaks(VoyageProgress voyage, string what, string leg)
    {
        if (what == "delivery") return false;
        foreach (var one in what == "departure" ? voyage.Main.Departing : voyage.Main.Arriving)
        {
            if (one.Id == leg) return true;
        }

        return false;
    }

    /// <summary>What was expected at a time by the rule of <see cref="VoyageProgress.EstimatedArrival"/>: the later word of the shipment itself and of that leg.</summary>
    private static DateTimeOffset? Expected(EstimateHistory history, string what, string? leg, DateTimeOffset at)
    {
        var estimate = AspectOf(what);
        var own = LastUntil(history.Of(new EstimateKey(estimate, "")), at);
        var ofLeg = leg is null ? default : LastUntil(history.Of(new EstimateKey(estimate, leg)), at);
        if (own.Value is null) return ofLeg.Value?.Value;
        return ofLeg.Value is not null && ofLeg.Source >= own.Source ? ofLeg.Value.Value : own.Value.Value;
    }

    private static StatedEstimate LastUntil(ReadOnlySpan<StatedEstimate> log, DateTimeOffset at)
    {
        for (var i = log.Length - 1; i >= 0; i--)
        {
            if (log[i].Source.RecordedTicks <= at.UtcTicks) return log[i];
        }

        return default;
    }

    /// <summary>The changes of all speakers, in the order in which they were recorded.</summary>
    private static List<EstimateView> Changes(EstimateHistory history, Aspect estimate)
    {
        var changes = new List<(EstimateSource Source, EstimateView View)>();
        for (var i = 0; i < history.Keys.Length; i++)
        {
            if (history.Keys[i].Estimate == estimate) AddChanges(changes, history.Keys[i].Leg, history.At(i));
        }

        changes.Sort(static (left, right) =>
        {
            var bySource = left.Source.CompareTo(right.Source);
            return bySource != 0 ? bySource : PartKey.CompareIds(left.View.Leg ?? "", right.View.Leg ?? "");
        });
        return changes.ConvertAll(static one => one.View);
    }

    private static void AddChanges(List<(EstimateSource Source, EstimateView View)> changes, string leg, ReadOnlySpan<StatedEstimate> log)
    {
        StatedEstimate row = default;
        foreach (var stated in log)
        {
            // The same instant with another offset is no other estimate.
            if (stated.Value?.Value == row.Value?.Value) continue;
            Add(row, stands: false);
            row = stated;
        }

        Add(row, stands: true);

        void Add(StatedEstimate row, bool stands)
        {
            if (row.Value is not { } at) return;
            changes.Add((row.Source, new EstimateView(at.Value, leg.Length == 0 ? null : leg, row.Source.RecordedAt, row.Source.By.Value, stands)));
        }
    }

    private static Aspect AspectOf(string what)
    {
        foreach (var one in All)
        {
            if (one.What == what) return one.Estimate;
        }

        return Aspect.None;
    }

    /// <summary>Days from one to the other: whole ones where one of them means a day.</summary>
    private static decimal Slip(DateTimeOffset from, DateTimeOffset to) => Zones.IsDay(from) || Zones.IsDay(to)
        ? (to.Date - from.Date).Days
        : Math.Round((to - from).Ticks / (decimal)TimeSpan.TicksPerDay, 2, MidpointRounding.AwayFromZero);

    private static bool Keeps(DateTimeOffset promised, DateTimeOffset actual) => Zones.IsDay(promised) || Zones.IsDay(actual) ? actual.Date <= promised.Date : actual <= promised;

    /// <summary>When it has surely happened: of a day its end.</summary>
    private static DateTimeOffset? EndOf(DateTimeOffset? at) => at is { } known && Zones.IsDay(known) ? new DateTimeOffset(known.Date, known.Offset).AddDays(1) : at;
}
