using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Simulator.Verification;

/// <summary>
/// Compares what is expected of an entity with the service's answer. Objects: every expected field, others are not looked at.
/// Arrays: the same length and order. Instants: the same moment, in whatever offset. Numbers: as decimals. All else: as it is.
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

    private void Add(string field, string expected, string actual) => differences.Add(new Difference(entity, field, expected, actual));

    private static bool AreEqual(JsonNode? expected, JsonNode? actual)
    {
        if (expected is null || actual is null) return expected is null && actual is null;
        var kind = expected.GetValueKind();
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
