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

    public static IReadOnlyList<Watch> Of(EntityState state, Voyage voyage, DeadlinePolicy policy)
    {
        var whole = voyage.Whole;
        // Whoever has put it away does not want to hear of it.
        if (whole.Instant(Aspect.ArchivedAt) is not null || whole.Instant(Aspect.ReturnedToShipper) is not null) return [];
        var watches = new List<Watch>();
        var delivered = voyage.Reached(Milestone.Delivered) is not null;
        if (!delivered)
        {
            AddVoyage(watches, voyage, policy);
            AddHolds(watches, state, policy);
            AddSilence(watches, state, voyage, policy);
        }

        foreach (var box in voyage.Containers) AddContainer(watches, box, delivered, voyage.TerminalZone, policy);
        return watches;
    }

    private static void AddVoyage(List<Watch> watches, Voyage voyage, DeadlinePolicy policy)
    {
        if (voyage.Has(Milestone.Arrived)) return;
        if (!voyage.Has(Milestone.Departed)) Add(watches, DeadlineKind.DepartureOverdue, "", "overdue", voyage.EstimatedDeparture, policy.Grace);
        Add(watches, DeadlineKind.ArrivalOverdue, "", "overdue", voyage.EstimatedArrival, policy.Grace);
    }

    private static void AddHolds(List<Watch> watches, EntityState state, DeadlinePolicy policy)
    {
        foreach (var (subject, since) in Customs.Open(state)) Add(watches, DeadlineKind.CustomsHold, subject, "open", since, policy.HoldWithin);
    }

    /// <summary>Under way: departed and not delivered. What is said is what Flexport records, whatever it is.</summary>
    private static void AddSilence(List<Watch> watches, EntityState state, Voyage voyage, DeadlinePolicy policy)
    {
        if (!voyage.Has(Milestone.Departed) && !voyage.Has(Milestone.Arrived)) return;
        DateTimeOffset? heard = null;
        foreach (var (key, facts) in state.Parts)
        {
            if (key.Part == Part.Deadline) continue;
            for (var i = 0; i < facts.Count; i++)
            {
                var recorded = facts.At(i).Register.RecordedAt;
                if (!(recorded <= heard)) heard = recorded;
            }
        }

        Add(watches, DeadlineKind.Silence, "", "silent", heard, policy.Silence);
    }

    private static void AddContainer(List<Watch> watches, ContainerBox box, bool delivered, string? voyageZone, DeadlinePolicy policy)
    {
        if (box.IsOver) return;
        var subject = box.Name;
        if (box.GatedOut is { } gone)
        {
            if (!box.IsShared) Add(watches, DeadlineKind.ContainerReturn, subject, "overdue", gone, policy.ReturnWithin);
        }
        else if (!delivered && box.FreeUntil(voyageZone) is { } end) watches.Add(new Watch(DeadlineKind.FreeTime, subject, FreeTime(end)));
    }

    private static List<Stage> FreeTime(DateTimeOffset end)
    {
        var stages = new List<Stage>(4 + DaysOver)
        {
            new("72h", end.AddHours(-72)), new("48h", end.AddHours(-48)), new("24h", end.AddHours(-24)), new("expired", end),
        };
        for (var day = 1; day <= DaysOver; day++) stages.Add(new(string.Create(CultureInfo.InvariantCulture, $"day+{day}"), end.AddDays(day)));
        return stages;
    }

    private static void Add(List<Watch> watches, DeadlineKind kind, string subject, string stage, DateTimeOffset? from, TimeSpan within)
    {
        if (from is { } at && Watch.Of(kind, subject, stage, at, within) is { } watch) watches.Add(watch);
    }
}
