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
    }

    public static CustomsView View(EntityState state)
    {
        var whole = state.Whole;
        var holds = new List<HoldView>();
        var entries = new List<CustomsEntryView>();
        foreach (var (key, facts) in state.Parts.Of(Part.Hold, Part.CustomsEntry))
        {
            if (key.Part == Part.Hold && facts.Instant(Aspect.Since) is { } since)
            {
                holds.Add(new HoldView(key.Id, EventCatalogue.TryGet(key.Id, out var known) ? known.Meaning : key.Id, since, IsOpen(whole, known, since)));
            }
            else if (key.Part == Part.CustomsEntry)
            {
                entries.Add(new CustomsEntryView(
                    key.Id, facts.Text(Aspect.Number), facts.Text(Aspect.Status), Rows.DayText(facts.Day(Aspect.ReleaseDate))));
            }
        }

        return new CustomsView(
            Status(state),
            whole.Instant(Aspect.CustomsCleared),
            whole.Instant(Aspect.ExportCleared),
            holds,
            entries,
            whole.Instant(Aspect.InBondFiled),
            whole.Instant(Aspect.FreeTradeZoneAdmitted),
            whole.Instant(Aspect.BrokerInformed),
            whole.Instant(Aspect.InvoicesEntered));
    }

    /// <summary>What holds the goods now, and since when: holds and exams by their event type, customs entries by their id.</summary>
    public static IEnumerable<(string Subject, DateTimeOffset Since)> Open(EntityState state)
    {
        foreach (var (key, facts) in state.Parts.Of(Part.Hold, Part.CustomsEntry))
        {
            if (key.Part is Part.Hold or Part.CustomsEntry && OpenSince(state.Whole, key, facts) is { } since) yield return (key.Id, since);
        }
    }

    /// <summary>Since when a hold, or a customs entry, holds the goods; null when it does not.</summary>
    public static DateTimeOffset? OpenSince(PartFacts whole, PartKey key, PartFacts facts)
    {
        if (key.Part == Part.Hold && facts.Instant(Aspect.Since) is { } since)
        {
            EventCatalogue.TryGet(key.Id, out var type);
            return IsOpen(whole, type, since) ? since : null;
        }

        return facts[Aspect.Status] is { Value: FactValue.Text status } said && Is(status.Value, "customs_hold") ? said.OccurredAt : null;
    }

    /// <summary><c>hold</c> while a hold is open or an entry is held; else <c>cleared</c> by the import release or by all entries; else <c>pending</c> when an entry is known.</summary>
    public static string? Status(EntityState state)
    {
        var whole = state.Whole;
        // Facts of a program that did not note yet which hold it was.
        if (whole.Instant(Aspect.CustomsHold) is { } nameless && IsOpen(whole, null, nameless)) return "hold";
        var known = false;
        var allReleased = true;
        foreach (var (key, facts) in state.Parts.Of(Part.Hold, Part.CustomsEntry))
        {
            switch (key.Part)
            {
                case Part.Hold when facts.Instant(Aspect.Since) is { } since:
                    EventCatalogue.TryGet(key.Id, out var type);
                    if (IsOpen(whole, type, since)) return "hold";
                    break;
                case Part.CustomsEntry:
                    var status = facts.Text(Aspect.Status);
                    if (Is(status, "customs_hold")) return "hold";
                    known = true;
                    allReleased &= Is(status, "cleared") || Is(status, "released");
                    break;
                default:
                    break;
            }
        }

        return whole.Instant(Aspect.CustomsCleared) is not null || (known && allReleased) ? "cleared" : known ? "pending" : null;
    }

    /// <summary>Until an import release that did not occur before it; an export hold until either release.</summary>
    private static bool IsOpen(PartFacts whole, EventType? type, DateTimeOffset since) =>
        !(whole.Instant(Aspect.CustomsCleared) >= since)
        && !(type?.Effect == EventEffect.ExportHold && whole.Instant(Aspect.ExportCleared) >= since);

    private static bool Is(string? status, string word) => string.Equals(status, word, StringComparison.OrdinalIgnoreCase);
}
