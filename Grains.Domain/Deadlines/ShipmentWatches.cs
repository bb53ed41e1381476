using System.Globalization;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Shipments;

namespace Grains.Domain.Deadlines;

/// <summary>What is watched of a shipment.</summary>
internal static class ShipmentWatches
{
    /// <summary>So long the days after the last free one are counted.</summary>
    private const int DaysOver = 30;

    public static IReadOnlyList<Watch> Of(EntityState state, VoyageProgress voyage, DeadlinePolicy policy)
    {
        var whole = voyage.Whole;
        // Whoever has put it away does not want to hear of it.
        if (whole.Instant(Aspect.ArchivedAt) is not null || whole.Instant(Aspect.ReturnedToShipper) is not null) return [];
        var watches = new List<Watch>(voyage.Containers.Count + 4);
        var delivered = Has(voyage, Milestone.Delivered);
        if (!delivered)
        {
            AddVoyage(watches, voyage, policy);
            AddHolds(watches, state, policy);
            AddSilence(watches, state, voyage, policy);
        }

        foreach (var box in voyage.Containers) AddContainer(watches, box, delivered, voyage.TerminalZone, policy);
        return watches;
    }

    private static void AddVoyage(List<Watch> watches, VoyageProgress voyage, DeadlinePolicy policy)
    {
        if (Has(voyage, Milestone.Arrived)) return;
        if (!Has(voyage, Milestone.Departed))
            Add(watches, DeadlineKind.DepartureOverdue, "", "overdue", LocalDay.EndOf(voyage.EstimatedDeparture, voyage.Origin?.TimeZone), policy.Grace);
        Add(watches, DeadlineKind.ArrivalOverdue, "", "overdue", LocalDay.EndOf(voyage.EstimatedArrival, voyage.TerminalZone), policy.Grace);
    }

    /// <summary>Whether it is known, in whatever way, that the shipment has come so far.</summary>
    private static bool Has(VoyageProgress voyage, Milestone milestone) => voyage.Has(milestone);

    private static void AddHolds(List<Watch> watches, EntityState state, DeadlinePolicy policy)
    {
        foreach (var (subject, since, entries) in Customs.Open(state))
        {
            if (Watch.Of(DeadlineKind.CustomsHold, subject, "open", since, policy.HoldWithin) is { } watch) watches.Add(watch with { Aliases = entries });
        }
    }

    /// <summary>Under way: departed and not delivered. Only what Flexport records of the cargo and its voyage breaks the silence: papers, however new, say nothing of where it is.</summary>
    private static void AddSilence(List<Watch> watches, EntityState state, VoyageProgress voyage, DeadlinePolicy policy)
    {
        if (!Has(voyage, Milestone.Departed) && !Has(voyage, Milestone.Arrived)) return;
        var heard = state.Parts.LastRecorded(Part.Whole, Part.Leg, Part.Container, Part.Disruption, Part.Hold, Part.CustomsEntry);
        // What containers' own events say in passing counts as far as it is about this voyage.
        if (state.Parts.Of(Part.Passing).Count > 0)
        {
            foreach (var box in voyage.Containers)
            {
                if (box.MovedAsOf is { } moved && !(moved <= heard)) heard = moved;
            }
        }

        Add(watches, DeadlineKind.Silence, "", "silent", heard, LongestSilence(voyage, policy));
    }

    /// <summary>By the shipment's own mode; where it has none that is known, by the slowest of its legs.</summary>
    private static TimeSpan LongestSilence(VoyageProgress voyage, DeadlinePolicy policy)
    {
        if (Of(voyage.Whole.Text(Aspect.TransportationMode)) is { } own) return own;
        TimeSpan? longest = null;
        foreach (var leg in voyage.Legs)
        {
            if (!leg.Deleted && Of(leg.Mode) is { } ofLeg && !(ofLeg <= longest)) longest = ofLeg;
        }

        return longest ?? policy.Silence;

        TimeSpan? Of(string? mode) => mode?.Trim().ToLowerInvariant() switch
        {
            "ocean" or "ocean_air" or "barge" => policy.SilenceOcean,
            "air" => policy.SilenceAir,
            "truck" or "truck_intl" => policy.SilenceTruck,
            "rail" => policy.SilenceRail,
            _ => null,
        };
    }

    private static void AddContainer(List<Watch> watches, ContainerBox box, bool delivered, string? voyageZone, DeadlinePolicy policy)
    {
        if (box.IsOver) return;
        Watch? watch = null;
        if (box.GatedOut is { } gone)
        {
            if (!box.IsShared)
                watch = box.Watched(DeadlineKind.ContainerReturn, gone, policy.ReturnWithin, static (subject, from, within) => Watch.Of(DeadlineKind.ContainerReturn, subject, "overdue", from, within));
        }
        else if (!delivered && box.FreeUntil(voyageZone) is { } end)
        {
            watch = box.Watched(DeadlineKind.FreeTime, end, default, static (subject, end, _) => new Watch(DeadlineKind.FreeTime, subject, FreeTime(end)));
        }

        if (watch is not null) watches.Add(watch);
    }

    private static readonly (string Name, TimeSpan After)[] FreeTimeStages =
    [
        ("72h", TimeSpan.FromHours(-72)), ("48h", TimeSpan.FromHours(-48)), ("24h", TimeSpan.FromHours(-24)), ("expired", TimeSpan.Zero),
        .. Enumerable.Range(1, DaysOver).Select(static day => (string.Create(CultureInfo.InvariantCulture, $"day+{day}"), TimeSpan.FromDays(day))),
    ];

    private static Stage[] FreeTime(DateTimeOffset end) => Array.ConvertAll(FreeTimeStages, stage => new Stage(stage.Name, end + stage.After));

    private static void Add(List<Watch> watches, DeadlineKind kind, string subject, string stage, DateTimeOffset? from, TimeSpan within)
    {
        if (from is { } at && Watch.Of(kind, subject, stage, at, within) is { } watch) watches.Add(watch);
    }
}
