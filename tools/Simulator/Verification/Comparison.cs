using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Worlds;
using Simulator.Worlds.Model;

namespace Simulator.Verification;

/// <summary>
/// Compares what is expected of an entity with the service's answer. Objects: every expected field, others are not looked at.
/// Arrays: the same length and order. <see cref="Answer.SomeText"/>: any text that is not empty. Instants: the same moment, in whatever offset. Numbers: as decimals. All else: as it is.
/// </summary>
internal sealed class Comparison
{
    private const int LongestValue = 200;
    private const int LengthOfDay = 10;
    private readonly string entity;
    private readonly List<Difference> differences = [];

    private Comparison(string entity) => this.entity = entity;

    public IReadOnlyList<Difference> Differences => differences;

    /// <summary>How many values were compared, those in lists included.</summary>
    public int Fields { get; private set; }

    public static Comparison Of(string entity, JsonObject expected, JsonNode? actual)
    {
        var comparison = new Comparison(entity);
        comparison.Compare("", expected, actual);
        return comparison;
    }

    /// <summary>Compares which ids are in a list, each once.</summary>
    /// <param name="open">Ids of which it is not known whether they belong there.</param>
    public static Comparison OfList(string list, IReadOnlySet<string> expected, IReadOnlySet<string> open, IReadOnlyList<string> actual)
    {
        var comparison = new Comparison(list) { Fields = expected.Count };
        var found = comparison.Once("items", actual);
        foreach (var id in expected.Where(id => !found.Contains(id)).Order(StringComparer.Ordinal)) comparison.Add("items", id, "a list without it");
        foreach (var id in found.Where(id => !expected.Contains(id) && !open.Contains(id)).Order(StringComparer.Ordinal)) comparison.Add("items", "a list without it", id);
        return comparison;
    }

    /// <summary>Compares a history: each event once, in whatever order.</summary>
    public void AddHistory(IReadOnlyList<ExpectedEvent> expected, IReadOnlyList<JsonNode?> actual)
    {
        var byId = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var given in actual) byId.TryAdd(Id(given), given!);
        Once("events", [.. actual.Select(Id)]);
        Fields += expected.Count;
        foreach (var one in expected)
        {
            if (!byId.Remove(one.Id, out var given))
            {
                Add("events", $"{one.Id} ({one.Type})", "a history without it");
                continue;
            }

            var field = $"events[{one.Id}]";
            Same($"{field}.type", one.Type, given["type"]);
            if (one.RecordedAt is { } recorded) Same($"{field}.recordedAt", Worlds.Bodies.Text.RoundTrip(recorded)!, given["recordedAt"]);
            if (one.OccurredAt is { } occurred) Same($"{field}.occurredAt", Worlds.Bodies.Text.RoundTrip(occurred)!, given["occurredAt"]);
        }

        foreach (var (id, given) in byId) Add("events", "a history without it", $"{id} ({given["type"]})");

        static string Id(JsonNode? given) => given?["eventId"]?.ToString() ?? "an event without an id";
    }

    /// <summary>What else is wrong.</summary>
    public void Add(string field, string expected, string actual) => differences.Add(new Difference(entity, field, expected, actual));

    /// <summary>Whatever comes twice is a difference.</summary>
    private HashSet<string> Once(string field, IReadOnlyList<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            if (!seen.Add(id)) Add(field, $"{id} once", "it once more");
        }

        return seen;
    }

    private void Same(string field, string expected, JsonNode? actual)
    {
        if (!AreEqual(expected, actual)) Add(field, Text(expected), Text(actual));
    }

    /// <summary>An answer that is no state at all, such as 404.</summary>
    public static Comparison OfNoState(string entity, string answer)
    {
        var comparison = new Comparison(entity);
        comparison.differences.Add(new Difference(entity, "", "its state", answer));
        return comparison;
    }

    private void Compare(string field, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject fields, JsonObject answer):
                CompareObjects(field, fields, answer);
                break;
            case (JsonArray elements, JsonArray answer):
                CompareArrays(field, elements, answer);
                break;
            default:
                Fields++;
                if (!AreEqual(expected, actual)) Add(field, Text(expected), Text(actual));
                break;
        }
    }

    private void CompareObjects(string field, JsonObject expected, JsonObject actual)
    {
        foreach (var (name, value) in expected)
        {
            var path = field.Length == 0 ? name : $"{field}.{name}";
            if (actual.TryGetPropertyValue(name, out var given))
            {
                Compare(path, value, given);
                continue;
            }

            // Absent is not null: else a misspelt expectation of null would always be met.
            Fields++;
            Add(path, Text(value), "no such field");
        }
    }

    private void CompareArrays(string field, JsonArray expected, JsonArray actual)
    {
        Fields++;
        if (expected.Count != actual.Count)
        {
            Add(field, $"{Elements(expected.Count)} {Text(expected)}", $"{Elements(actual.Count)} {Text(actual)}");
            return;
        }

        for (var i = 0; i < expected.Count; i++) Compare($"{field}[{i.ToString(CultureInfo.InvariantCulture)}]", expected[i], actual[i]);
    }

    private static bool AreEqual(JsonNode? expected, JsonNode? actual)
    {
        if (expected is null || actual is null) return expected is null && actual is null;
        var kind = expected.GetValueKind();
        if (kind == JsonValueKind.String && expected.GetValue<string>() == Answer.SomeText) return actual.GetValueKind() == kind && actual.GetValue<string>().Length > 0;
        if (kind != actual.GetValueKind()) return false;
        return kind switch
        {
            JsonValueKind.True or JsonValueKind.False => true,
            JsonValueKind.String => AreEqualTexts(expected.GetValue<string>(), actual.GetValue<string>()),
            JsonValueKind.Number => AreEqualNumbers(expected.ToJsonString(), actual.ToJsonString()),
            _ => false,
        };
    }

    private static bool AreEqualTexts(string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal)
        || (IsInstant(expected, out var moment) && IsInstant(actual, out var other) && moment == other);

    private static bool AreEqualNumbers(string expected, string actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal)
        || (IsDecimal(expected, out var number) && IsDecimal(actual, out var other) && number == other);

    private static bool IsDecimal(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    // A day is no instant, nor is a time without an offset.
    private static bool IsInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length > LengthOfDay
            && text[LengthOfDay] == 'T'
            && (text[^1] == 'Z' || text.AsSpan(LengthOfDay).ContainsAny('+', '-'))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    private static string Elements(int count) => count == 1 ? "1 element" : FormattableString.Invariant($"{count} elements");

    private static string Text(JsonNode? node)
    {
        var text = node?.ToJsonString(Readable) ?? "null";
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
