using System.Text.Json;
using TestKit;
using TestKit.Services;

namespace Acceptance.Tests.Notifying;

/// <summary>Something that has to be said of a shipment.</summary>
/// <param name="At">When it happened, or had been said to have happened.</param>
internal readonly record struct Due(string Shipment, string Thing, int Revision, DateTimeOffset At);

/// <summary>
/// What a shipment of dialect A has to be told of, by its journal alone, in the order of its versions: departed, arrived and delivered, unless a later one of
/// them was known before; again whenever the time that was told no longer stands. Written without the service's own rules.
/// </summary>
internal static class JournalModel
{
    private static readonly string[] Ladder = ["departed", "arrived", "delivered"];

    private static readonly Dictionary<string, string> Says = new()
    {
        ["departed"] = "departed", ["actual_departure"] = "departed", ["arrived"] = "arrived", ["delivered"] = "delivered",
    };

    /// <summary>Whether all that is in the journal is something that this model knows: dialect A, and the service's own entries.</summary>
    public static bool Knows(IEnumerable<JsonElement> journal) => journal.All(row => row.At("type") is { } type && !type.StartsWith('/') && !type.StartsWith("relay", StringComparison.Ordinal));

    /// <summary>What each event says has happened. Those of a family say so in their data.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Names(ServiceClient client, string shipment, IEnumerable<JsonElement> journal)
    {
        var names = new Dictionary<string, string>();
        foreach (var row in journal)
        {
            var (id, type) = (row.At("eventId")!, row.At("type")!);
            names[id] = type.Replace("shipment.", "", StringComparison.Ordinal);
            if (type is not ("shipment.milestone" or "shipment.eta_updated")) continue;
            var body = await client.ReadBytes($"/api/shipments/{shipment}/events/{Uri.EscapeDataString(id)}/body") ?? throw new InvalidOperationException($"{id} has no body.");
            var data = JsonElement.Parse(body).GetProperty("data");
            if (data.TryGetProperty("milestone", out var name) || data.TryGetProperty("event", out name)) names[id] = name.GetString()!;
        }

        return names;
    }

    /// <param name="names">What the events say has happened, by their ids: see <see cref="Names"/>.</param>
    public static IEnumerable<Due> Of(string shipment, IEnumerable<JsonElement> journal, IReadOnlyDictionary<string, string> names)
    {
        var stands = new Dictionary<string, (DateTimeOffset RecordedAt, string EventId, DateTimeOffset At)>();
        var known = new HashSet<string>();
        var told = new Dictionary<string, (int Revision, DateTimeOffset At)>();
        foreach (var row in journal.OrderBy(row => row.GetProperty("version").GetInt64()))
        {
            if (!Says.TryGetValue(names[row.At("eventId")!], out var said)) continue;
            var before = stands.Keys.ToHashSet();
            var entry = (row.GetProperty("recordedAt").GetDateTimeOffset(), row.At("eventId")!, row.GetProperty("occurredAt").GetDateTimeOffset());
            if (!stands.TryGetValue(said, out var other) || Later(entry, other)) stands[said] = entry;
            foreach (var milestone in Ladder.Where(stands.ContainsKey))
            {
                var at = stands[milestone].At;
                if (known.Add(milestone))
                {
                    if (Ladder.SkipWhile(one => one != milestone).Skip(1).Any(before.Contains)) continue;
                    told[milestone] = (0, at);
                }
                else if (told.TryGetValue(milestone, out var last) && last.At != at)
                {
                    told[milestone] = (last.Revision + 1, at);
                }
                else
                {
                    continue;
                }

                yield return new Due(shipment, $"milestone:{milestone}", told[milestone].Revision, at);
            }
        }
    }

    private static bool Later((DateTimeOffset RecordedAt, string EventId, DateTimeOffset At) entry, (DateTimeOffset RecordedAt, string EventId, DateTimeOffset At) other) =>
        entry.RecordedAt != other.RecordedAt ? entry.RecordedAt > other.RecordedAt : string.CompareOrdinal(entry.EventId, other.EventId) > 0;
}
