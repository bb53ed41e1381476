using System.Globalization;
using System.Text.Json;
using TestKit.Bodies;

namespace TestKit;

/// <summary>Reads one value out of an answer.</summary>
public static class JsonAt
{
    /// <summary>The value at a path such as <c>milestones[0].location.name</c> as text; null for null.</summary>
    /// <returns>Instants as <see cref="DialectA.Text"/> writes them, numbers digit by digit.</returns>
    /// <exception cref="KeyNotFoundException">There is no such member: absent is not null.</exception>
    public static string? At(this JsonElement json, string path)
    {
        var at = json;
        foreach (var step in path.Split('.'))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) throw new KeyNotFoundException($"No {path} in {json}");
            if (bracket < 0) continue;
            var index = int.Parse(step.AsSpan(bracket + 1, step.Length - bracket - 2), NumberStyles.None, CultureInfo.InvariantCulture);
            if (index >= at.GetArrayLength()) throw new KeyNotFoundException($"No {path} in {json}");
            at = at[index];
        }

        return at.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String when IsInstant(at) => DialectA.Text(at.GetDateTimeOffset()),
            JsonValueKind.String => at.GetString(),
            _ => at.GetRawText(),
        };
    }

    private static bool IsInstant(JsonElement text) => text.GetString()!.Contains('T', StringComparison.Ordinal) && text.TryGetDateTimeOffset(out _);
}
