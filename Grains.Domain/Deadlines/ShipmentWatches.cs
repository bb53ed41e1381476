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
        var watches = new List<Watch>(voyage.Containers.Count + 4);
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
        if (voyage.Reached(Milestone.Arrived) is not null) return;
        if (voyage.Reached(Milestone.Departed) is null) Add(watches, DeadlineKind.DepartureOverdue, "", "overdue", voyage.EstimatedDeparture, policy.Grace);
        Add(watches, DeadlineKind.ArrivalOverdue, "", "overdue", voyage.EstimatedArrival, policy.Grace);
    }

    private static void AddHolds(List<Watch> watches, EntityState state, DeadlinePolicy policy)
    {
        foreach (var (subject, since) in Customs.Open(state)) Add(watches, DeadlineKind.CustomsHold, subject, "open", since, policy.HoldWithin);
    }

    /// <summary>Under way: departed and not delivered. What is said is what Flexport records, whatever it is.</summary>
    private static void AddSilence(List<Watch> watches, EntityState state, Voyage voyage, DeadlinePolicy policy)
    {
        if (voyage.Reached(Milestone.Departed) is null && voyage.Reached(Milestone.Arrived) is null) return;
        Add(watches, DeadlineKind.Silence, "", "silent", state.Parts.LastRecorded(except: Part.Deadline), policy.Silence);
    }

    private static void AddContainer(List<Watch> watches, ContainerBox box, bool delivered, string? voyageZone, DeadlinePolicy policy)
    {
        if (box.EmptyReturned is not null) return;
        var watch = (box.PickedUp ?? box.Delivered) is { } gone
            ? box.Watched(DeadlineKind.ContainerReturn, gone, policy.ReturnWithin, static (subject, from, within) => Watch.Of(DeadlineKind.ContainerReturn, subject, "overdue", from, within))
            : !delivered && box.FreeUntil(voyageZone) is { } end
                ? box.Watched(DeadlineKind.FreeTime, end, default, static (subject, end, _) => new Watch(DeadlineKind.FreeTime, subject, FreeTime(end)))
                : null;
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
