using System.Net;
using System.Text.Json.Nodes;
using Simulator.Worlds;

namespace Simulator.Verification;

/// <summary>Something to be compared with the service's answers.</summary>
/// <param name="Path">What differences are printed under.</param>
internal abstract record Check(string Path)
{
    private const int MostPages = 10_000;

    /// <returns>What was compared, or why asking on is pointless.</returns>
    public abstract Task<(Comparison? Made, ReadState? Refused)> Make(StateReader reader, CancellationToken stop);

    /// <summary>All items of a list, page by page; else the answer that is none.</summary>
    protected static async Task<(IReadOnlyList<JsonNode?>? Items, ReadState Last)> ReadAll(StateReader reader, string path, CancellationToken stop)
    {
        var items = new List<JsonNode?>();
        string? cursor = null;
        for (var page = 0; ; page++)
        {
            var more = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var read = await reader.Read($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500{more}", stop);
            if (read.Status != (int)HttpStatusCode.OK || read.State is not JsonObject answer || answer["items"] is not JsonArray given || page == MostPages) return (null, read);
            items.AddRange(given);
            cursor = answer["next"]?.ToString();
            if (cursor is null) return (items, read);
        }
    }

    protected static Comparison NoAnswer(string path, ReadState read) => Comparison.OfNoState(
        path, read.Status == (int)HttpStatusCode.OK ? "200 with something that is no JSON" : FormattableString.Invariant($"{read.Status}"));

    /// <summary>Answers after which it is pointless to ask on.</summary>
    protected static bool IsRefused(ReadState read) => read.Status is 0 or (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden;
}

/// <summary>An entity's state and history.</summary>
internal sealed record EntityCheck(ExpectedEntity Entity) : Check(Entity.Path)
{
    public override async Task<(Comparison? Made, ReadState? Refused)> Make(StateReader reader, CancellationToken stop)
    {
        var read = await reader.Read(Path, stop);
        if (IsRefused(read)) return (null, read);
        if (read is not { Status: (int)HttpStatusCode.OK, State: { } state }) return (NoAnswer(Path, read), null);
        if (Entity.Events is not { } events) return (Comparison.Of(Path, Entity.State, state), null);
        var (given, last) = await ReadAll(reader, $"{Path}/events", stop);
        if (IsRefused(last)) return (null, last);
        if (given is null)
        {
            var without = Comparison.Of(Path, Entity.State, state);
            without.Add("events", "a history", FormattableString.Invariant($"{last.Status}"));
            return (without, null);
        }

        IReadOnlyList<JsonNode?> told = [.. given.Where(item => !IsDeadline(item) && !IsOfAnOrder(item))];
        if (state is JsonObject view && view["version"] is JsonValue version) view["version"] = (long)version - (given.Count - told.Count);
        var comparison = Comparison.Of(Path, Entity.State, state);
        comparison.AddHistory(events, told);
        return (comparison, null);
    }

    /// <summary>
    /// What orders and shipments tell each other, as a shipment or an order has it among its own events: when and how often depends on the order of arrival.
    /// </summary>
    private bool IsOfAnOrder(JsonNode? item)
    {
        var type = item?["type"]?.ToString() ?? "";
        return Path.StartsWith("purchase-orders/", StringComparison.Ordinal)
            ? type.StartsWith("relay:", StringComparison.Ordinal)
            : Path.StartsWith("shipments/", StringComparison.Ordinal)
                && (type.StartsWith("/purchase_order#", StringComparison.Ordinal) || type.StartsWith("purchase_order.", StringComparison.Ordinal) || type.StartsWith("po_", StringComparison.Ordinal));
    }

    // Entries that the service's own clock made: no event of Flexport's, and when they come is the machine's time and not the world's.
    private static bool IsDeadline(JsonNode? item) =>
        item?["type"]?.ToString() == "deadline" && item["eventId"]?.ToString().StartsWith("deadline:", StringComparison.Ordinal) == true;
}

/// <summary>A list with filters: which ids are in it.</summary>
/// <param name="Open">Ids of which the world does not know whether they are in it.</param>
internal sealed record ListCheck(string Path, IReadOnlySet<string> Ids, IReadOnlySet<string> Open) : Check(Path)
{
    public override async Task<(Comparison? Made, ReadState? Refused)> Make(StateReader reader, CancellationToken stop)
    {
        var (items, last) = await ReadAll(reader, Path, stop);
        if (IsRefused(last)) return (null, last);
        return (items is null ? NoAnswer(Path, last) : Comparison.OfList(Path, Ids, Open, [.. items.Select(item => item?["id"]?.ToString() ?? "an item without an id")]), null);
    }
}

/// <summary>Dead letters that nobody has settled.</summary>
/// <param name="Expected">How many there may be.</param>
internal sealed record DeadLettersCheck(int Expected) : Check("dead-letters")
{
    public override async Task<(Comparison? Made, ReadState? Refused)> Make(StateReader reader, CancellationToken stop)
    {
        var (letters, last) = await ReadAll(reader, Path, stop);
        if (IsRefused(last)) return (null, last);
        if (letters is null) return (NoAnswer(Path, last), null);
        var comparison = Comparison.Of(Path, new JsonObject { ["open"] = Expected }, new JsonObject { ["open"] = letters.Count });
        if (letters.Count == Expected) return (comparison, null);
        foreach (var letter in letters) comparison.Add($"[{letter?["id"]}]", "no such letter", $"{letter?["reason"]}: {letter?["type"]} {letter?["eventId"]} {letter?["detail"]}");
        return (comparison, null);
    }
}
