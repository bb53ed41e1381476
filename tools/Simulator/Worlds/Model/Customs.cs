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

    public JsonObject ToJson() => new()
    {
        ["status"] = Status(),
        ["clearedAt"] = Answer.Time(Released?.At),
        ["exportClearedAt"] = Answer.Time(ExportReleased),
        ["holds"] = new JsonArray([.. holds.Select(hold => (JsonNode)new JsonObject { ["type"] = hold.Key, ["meaning"] = Answer.SomeText, ["since"] = Answer.Time(hold.Value.Since), ["open"] = IsOpen(hold.Value) })]),
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

    private string? Status()
    {
        if (holds.Values.Any(IsOpen) || entries.Values.Any(entry => entry.Status == "customs_hold")) return "hold";
        if (Released is not null) return "cleared";
        if (entries.Count == 0) return null;
        return entries.Values.All(entry => entry.Status is "cleared" or "released") ? "cleared" : "pending";
    }

    private bool IsOpen((DateTimeOffset Since, bool IsExport) hold) =>
        !(Released?.At >= hold.Since) && !(hold.IsExport && ExportReleased >= hold.Since);
}
