using System.Text.Json;
using System.Text.RegularExpressions;

namespace Silo.Tests.Channels.Validation;

/// <summary>That a text of freight data (<see cref="EveryKind.Texts"/>, "marks") is not set in bold, italics, struck through or as code: https://docs.slack.dev/messaging/formatting-message-text.</summary>
internal static partial class SlackMarks
{
    private static readonly string[] Marks = ["*x*", "_y_", "~z~", "`q`"];

    /// <summary>The marks of the data that Slack would obey, wherever it obeys any.</summary>
    public static IEnumerable<string> Problems(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. Markdown(json.RootElement).Select(static text => Link().Replace(text, "$1")).SelectMany(static text => Marks.Where(mark => text.Contains(mark, StringComparison.Ordinal)).Select(mark => $"{mark} in: {text[..Math.Min(60, text.Length)]}"))];
    }

    /// <summary>In a link only the words are read for marks.</summary>
    [GeneratedRegex("<https?://[^|>]*[|]([^>]*)>")]
    private static partial Regex Link();

    private static IEnumerable<string> Markdown(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Markdown),
        JsonValueKind.Object when element.TryGetProperty("type", out var type) && type.ValueEquals("mrkdwn") => [element.GetProperty("text").GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static field => Markdown(field.Value)),
        _ => [],
    };
}
