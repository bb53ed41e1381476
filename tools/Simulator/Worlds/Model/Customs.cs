using System.Text.Json.Nodes;
using Simulator.Worlds.Objects;

namespace Simulator.Worlds.Model;

/// <summary>What customs did, a dimension of its own.</summary>
internal sealed class Customs
{
    private readonly SortedDictionary<string, (DateTimeOffset Since, bool IsExport)> holds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, EntryObject> entries = new(StringComparer.Ordinal);

    public Seen? Released { get; set; }
    public DateTimeOffset? ExportReleased { get; set; }
    public DateTimeOffset? InBondFiled { get; set; }
    public DateTimeOffset? FreeTradeZoneAdmitted { get; set; }
    public DateTimeOffset? BrokerInformed { get; set; }
    public DateTimeOffset? InvoicesEntered { get; set; }

    /// <summary>Of several holds of one type, the latest.</summary>
    public void Hold(string type, DateTimeOffset since, bool isExport)
    {
        if (!holds.TryGetValue(type, out var known) || known.Since < since) holds[type] = (since, isExport);
    }

    public void Entry(EntryObject entry) => entries[entry.Id] = entry;

    /// <param name="departed">When the main voyage departed, or null. Then the goods have left, and no export hold holds them.</param>
    /// <param name="delivered">Then nothing holds them.</param>
    /// <param name="isDepartureInferred">It has no date, and is implied.</param>
    public JsonObject ToJson(DateTimeOffset? departed, DateTimeOffset? delivered, bool isDepartureInferred)
    {
        var told = new JsonObject
        {
            ["clearedAt"] = Answer.Time(Released?.At),
            ["exportClearedAt"] = Answer.Time(ExportReleased),
            ["holds"] = new JsonArray([.. holds.Select(hold => (JsonNode)Hold(hold.Key, hold.Value.Since, IsOpen(hold.Value)))]),
            ["entries"] = new JsonArray([.. entries.Values.Select(entry => (JsonNode)new JsonObject
            {
                ["id"] = entry.Id,
                ["number"] = entry.Number,
                ["status"] = entry.Status,
                ["releaseDate"] = Bodies.Text.Day(entry.ReleaseDate),
            })]),
            ["inBondFiledAt"] = Answer.Time(InBondFiled),
            ["freeTradeZoneAdmittedAt"] = Answer.Time(FreeTradeZoneAdmitted),
            ["brokerInformedAt"] = Answer.Time(BrokerInformed),
            ["invoicesEnteredAt"] = Answer.Time(InvoicesEntered),
        };
        bool?[] open = [.. holds.Values.Select(IsOpen), .. entries.Values.Where(entry => entry.Status == "customs_hold").Select(_ => delivered is null ? true : (bool?)null)];
        if (open.Contains(true)) told["status"] = "hold";
        else if (!open.Contains(null)) told["status"] = Cleared();
        return told;

        // Null where the contract leaves it open: what ends a hold happened before the hold began, or has no date.
        bool? IsOpen((DateTimeOffset Since, bool IsExport) hold)
        {
            if (delivered >= hold.Since) return false;
            // Whether an entry that is still held keeps the hold of an event open, and whether entries that are all released end one, is not said.
            var isReleased = Released?.At >= hold.Since;
            if (!hold.IsExport && entries.Count > 0 && (isReleased ? entries.Values.Any(entry => entry.Status == "customs_hold") : Cleared() == "cleared")) return null;
            if (isReleased) return false;
            if (hold.IsExport && (ExportReleased >= hold.Since || departed >= hold.Since)) return false;
            var isOver = delivered is not null || (hold.IsExport && (departed is not null || isDepartureInferred));
            return isOver ? null : true;
        }
    }

    private static JsonObject Hold(string type, DateTimeOffset since, bool? open)
    {
        var hold = new JsonObject { ["type"] = type, ["meaning"] = Answer.SomeText, ["since"] = Answer.Time(since) };
        if (open is { } known) hold["open"] = known;
        return hold;
    }

    /// <summary>A release of one entry does not clear the others.</summary>
    private string? Cleared()
    {
        if (entries.Count == 0) return Released is null ? null : "cleared";
        return entries.Values.All(entry => entry.Status is "cleared" or "released") ? "cleared" : "pending";
    }
}
