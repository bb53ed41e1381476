using System.Globalization;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Shipments;

/// <summary>
/// What customs hold, told by events of a type and by entries. An entry that is held while an import hold is open tells of that same hold, and is none of
/// its own. Every hold ends with delivery.
/// </summary>
internal sealed class Holds
{
    /// <summary>The one type that tells of a review which stops nothing.</summary>
    private const string Review = "/shipment#customs_entry_release_status_under_cbp_review";

    private const string Held = "customs_hold";

    private static readonly Holds None = new();

    private Holds() { }

    private Holds(EntityState state, VoyageProgress voyage)
    {
        Nameless = IsNamelessHold(state.Whole);
        if (!voyage.HasCustoms) return;
        var delivered = voyage.Reached(Milestone.Delivered) is not null;
        var left = delivered || voyage.Reached(Milestone.Departed) is not null || voyage.Reached(Milestone.Arrived) is not null;
        List<(string Type, DateTimeOffset Since)> told = [];
        List<(string Entry, DateTimeOffset At, bool Held)> statuses = [];
        foreach (var (key, facts) in state.Parts.Of(Part.Hold, Part.EntryStatus))
        {
            if (key.Part == Part.Hold && facts.Instant(Aspect.Since) is { } since) told.Add((key.Id, since));
            else if (key.Part == Part.CustomsEntry) Entries.Add(new Entry(key.Id, facts, null));
            else if (key.Part == Part.EntryStatus && StatusOf(key.Id, facts) is { } status) statuses.Add(status);
        }

        for (var i = 0; !delivered && i < Entries.Count; i++)
        {
            if (IsHeld(Entries[i].Facts)) Entries[i] = Entries[i] with { HeldSince = HeldSince(Entries[i], statuses) };
        }

        AllReleased = Entries.Count > 0 && Entries.TrueForAll(static entry => IsReleased(entry.Facts));
        var released = ReleasedAt(state.Whole);
        foreach (var (id, since) in told)
        {
            EventCatalogue.TryGet(id, out var type);
            var isExport = type?.Effect == EventEffect.ExportHold;
            var ended = delivered || (isExport
                ? left || state.Whole.Instant(Aspect.ExportCleared) >= since || state.Whole.Instant(Aspect.CustomsCleared) >= since
                : released >= since);
            Events.Add(new Event(id, type, since, !ended, isExport, id != Review));
        }

        AddCurrent();
    }

    /// <summary>Those that events told of, by type.</summary>
    public List<Event> Events { get; } = [];

    /// <summary>All known entries, by id.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>Whether there are entries, and all of them are released.</summary>
    public bool AllReleased { get; }

    /// <summary>A hold that a program of before noted without its type.</summary>
    public bool Nameless { get; }

    /// <summary>What holds the goods now, each hold once: by the type of its event, or by the entry that alone tells of it.</summary>
    public List<(string Id, DateTimeOffset Since, bool Blocking)> Current { get; } = [];

    /// <summary>Whether an import hold that an event told of is open.</summary>
    public bool IsImportHeld => Events.Exists(static hold => hold.Open && !hold.IsExport);

    public static Holds Of(EntityState state) => VoyageProgress.Of(state).Holds;

    /// <summary>For the voyage to keep: see <see cref="VoyageProgress.Holds"/>.</summary>
    public static Holds Make(EntityState state, VoyageProgress voyage) => voyage.HasCustoms || IsNamelessHold(state.Whole) ? new Holds(state, voyage) : None;

    /// <summary>The id of the part that keeps what an entry's status was.</summary>
    public static string StatusKey(string entry, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{entry}/{at.UtcTicks}");

    private static (string Entry, DateTimeOffset At, bool Held)? StatusOf(string partId, PartFacts facts)
    {
        var slash = partId.LastIndexOf('/');
        return slash > 0 && facts[Aspect.Status] is { Value: FactValue.Text status } said
            ? (partId[..slash], said.OccurredAt, Is(status.Value, Held))
            : null;
    }

    /// <summary>The first time that it was told to be held after it was last told not to be: being mentioned again is no new hold.</summary>
    private static DateTimeOffset HeldSince(Entry entry, List<(string Entry, DateTimeOffset At, bool Held)> statuses)
    {
        DateTimeOffset? free = null;
        foreach (var status in statuses)
        {
            if (!status.Held && status.Entry == entry.Id && !(status.At <= free)) free = status.At;
        }

        var since = entry.Facts[Aspect.Status]!.Value.OccurredAt;
        foreach (var status in statuses)
        {
            if (status.Held && status.Entry == entry.Id && status.At < since && !(status.At <= free)) since = status.At;
        }

        return since;
    }

    private static bool IsNamelessHold(PartFacts whole) =>
        whole.Instant(Aspect.CustomsHold) is { } since && !(whole.Instant(Aspect.CustomsCleared) >= since) && whole.Instant(Aspect.ActualDelivery) is null && whole.Instant(Aspect.ObjectDelivery) is null;

    /// <summary>The last import release that leaves no entry held: by its event, or by all entries; null when there is none.</summary>
    private DateTimeOffset? ReleasedAt(PartFacts whole)
    {
        if (Entries.Exists(static entry => entry.HeldSince is not null)) return null;
        var last = whole.Instant(Aspect.CustomsCleared);
        foreach (var entry in AllReleased ? Entries : [])
        {
            if (entry.Facts[Aspect.Status] is { } said && !(said.OccurredAt <= last)) last = said.OccurredAt;
        }

        return last;
    }

    private void AddCurrent()
    {
        foreach (var hold in Events)
        {
            if (hold.Open) Current.Add((hold.Id, hold.Since, hold.Blocking));
        }

        if (IsImportHeld) return;
        foreach (var entry in Entries)
        {
            if (entry.HeldSince is { } since) Current.Add((entry.Id, since, true));
        }
    }

    private static bool IsHeld(PartFacts entry) => Is(entry.Text(Aspect.Status), Held);

    private static bool IsReleased(PartFacts entry) => Is(entry.Text(Aspect.Status), "cleared") || Is(entry.Text(Aspect.Status), "released");

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A hold that events of one type told of.</summary>
    /// <param name="Id">The type, as it was sent.</param>
    public readonly record struct Event(string Id, EventType? Type, DateTimeOffset Since, bool Open, bool IsExport, bool Blocking);

    /// <summary>A customs entry.</summary>
    /// <param name="HeldSince">Null when it does not hold the goods.</param>
    public readonly record struct Entry(string Id, PartFacts Facts, DateTimeOffset? HeldSince);
}
