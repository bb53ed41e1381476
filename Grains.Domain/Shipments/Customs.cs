using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Shipments;

/// <summary>Customs, a dimension of its own: entries, holds and exams, releases, filings.</summary>
internal static class Customs
{
    /// <summary>The import release, in either dialect.</summary>
    public static void Cleared(Saying saying) =>
        ShipmentReports.Happened(saying, Part.Whole, "", Aspect.CustomsCleared, Aspect.ClearanceLocation, saying.OccurredAt);

    /// <summary>A hold or exam.</summary>
    public static void Held(Saying saying, EventType type) =>
        saying.About(Part.Hold, type.Name, saying.Data, Nulls.SayNothing).Say(Aspect.Since, saying.OccurredAt);

    /// <summary>What a full customs entry says; nothing when it has no id.</summary>
    public static void ReadEntry(Saying saying, JsonElement entry)
    {
        if (entry.Id("id") is not { } id) return;
        var about = saying.About(Part.CustomsEntry, id, entry, Nulls.Withdraw, entry.Instant("updated_at"));
        about.Say(Aspect.Identity, id);
        about.Text(Aspect.Number, "entry_number");
        about.Text(Aspect.Status, "release_status");
        about.Day(Aspect.ReleaseDate, "release_date");
        // An entry is told of again and again: only what it was at each time tells since when it is held.
        if (entry.Text("release_status") is { } status && saying.OccurredAt is { } at)
            saying.About(Part.EntryStatus, Holds.StatusKey(id, at), entry, Nulls.Withdraw, entry.Instant("updated_at")).Say(Aspect.Status, status);
    }

    public static CustomsView View(EntityState state)
    {
        var whole = state.Whole;
        var holds = Holds.Of(state);
        return new CustomsView(
            Status(state, holds),
            whole.Instant(Aspect.CustomsCleared),
            whole.Instant(Aspect.ExportCleared),
            [.. holds.Events.Select(static hold => new HoldView(hold.Id, hold.Type?.Meaning ?? hold.Id, hold.Since, hold.Open) { Blocking = hold.Blocking })],
            [.. holds.Entries.Select(static entry => new CustomsEntryView(
                entry.Id, entry.Facts.Text(Aspect.Number), entry.Facts.Text(Aspect.Status), Rows.DayText(entry.Facts.Day(Aspect.ReleaseDate))) { HeldSince = entry.HeldSince })],
            whole.Instant(Aspect.InBondFiled),
            whole.Instant(Aspect.FreeTradeZoneAdmitted),
            whole.Instant(Aspect.BrokerInformed),
            whole.Instant(Aspect.InvoicesEntered))
        {
            Blocking = holds.Nameless || holds.Current.Any(static hold => hold.Blocking),
        };
    }

    /// <summary>
    /// What holds the goods now, and since when: holds and exams by their event type, customs entries by their id. Entries that are held while an event tells of a hold
    /// that blocks tell of that same hold: it began when the first of them said so, and what was told of it by an entry counts for it.
    /// </summary>
    public static IReadOnlyList<(string Subject, DateTimeOffset Since, IReadOnlyList<string> Entries)> Open(EntityState state)
    {
        var holds = Holds.Of(state);
        if (holds.Current.Count == 0) return [];
        var watched = new List<(string, DateTimeOffset, IReadOnlyList<string>)>();
        var held = holds.Entries.FindAll(static entry => entry.HeldSince is not null);
        var open = holds.Events.FindAll(static hold => hold.Open);
        var blocking = open.FindAll(static hold => !hold.IsExport && hold.Blocking);
        var same = blocking.Count > 0 ? blocking.MinBy(static hold => hold.Since).Id : null;
        foreach (var hold in open)
        {
            if (held.Count > 0 && hold.Id == same) watched.Add((hold.Id, held.Min(static entry => entry.HeldSince!.Value) is var first && first < hold.Since ? first : hold.Since, held.ConvertAll(static entry => entry.Id)));
            else watched.Add((hold.Id, hold.Since, []));
        }

        if (same is not null) return watched;
        foreach (var entry in held) watched.Add((entry.Id, entry.HeldSince!.Value, []));
        return watched;
    }

    /// <summary>
    /// <c>hold</c> while a hold is open or an entry is held; else <c>cleared</c> by all entries, or by the import release where none is known; else
    /// <c>pending</c> when an entry is known.
    /// </summary>
    public static string? Status(EntityState state) => Status(state, Holds.Of(state));

    private static string? Status(EntityState state, Holds holds)
    {
        if (holds.Nameless || holds.Current.Count > 0) return "hold";
        if (IsCleared(state, holds)) return "cleared";
        return holds.Entries.Count > 0 ? "pending" : null;
    }

    /// <summary>Whether all known entries are released, or there was an import release and no entry is known.</summary>
    public static bool IsCleared(EntityState state, Holds holds) => holds.Entries.Count > 0 ? holds.AllReleased : state.Whole.Instant(Aspect.CustomsCleared) is not null;
}
