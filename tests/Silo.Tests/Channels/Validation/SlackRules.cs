using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Silo.Tests.Channels.Validation;

/// <summary>
/// What Slack takes as the body of an incoming webhook, and what nobody's data may do in it. Sources:
/// blocks, their fields and lengths: https://docs.slack.dev/reference/block-kit/blocks (header, section, context, divider),
/// texts: https://docs.slack.dev/reference/block-kit/composition-objects/text-object,
/// lengths of messages: https://docs.slack.dev/changelog/2018-04-truncating-really-long-messages (cut at 40,000 characters; 4,000 are what a message should have),
/// escapes, links and mentions: https://docs.slack.dev/messaging/formatting-message-text.
/// Lengths are counted in UTF-16 units, as Slack's own clients count them: a pair is two.
/// </summary>
internal static partial class SlackRules
{
    private const int MostBlocks = 50;
    private const int LongestText = 4_000;
    private const int LongestHeader = 150;
    private const int LongestSection = 3_000;
    private const int LongestField = 2_000;
    private const int MostFields = 10;
    private const int MostElements = 10;

    /// <summary>All that is wrong; empty when Slack takes it.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="links">What links may begin with, such as the service's own address; null: there may be no link.</param>
    public static IReadOnlyList<string> Problems(ReadOnlyMemory<byte> body, string? links = null)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. OfMessage(json.RootElement, links)];
        }
        catch (JsonException)
        {
            return ["The body is no JSON in UTF-8."];
        }
    }

    private static IEnumerable<string> OfMessage(JsonElement message, string? links)
    {
        if (message.ValueKind != JsonValueKind.Object) return ["The body is no object."];
        return
        [
            .. Unknown(message, "", "text", "blocks", "mrkdwn", "parse", "link_names", "unfurl_links", "unfurl_media"),
            .. Length(message, "text", 1, LongestText, ""),
            .. Escapes(Text(message, "text"), "text", links),
            // Either would make mentions of names that are only written down.
            .. Says(message, "link_names", JsonValueKind.True) ? ["link_names: names would become mentions."] : Array.Empty<string>(),
            .. Text(message, "parse") is { } parse && parse != "none" ? ["parse: names and addresses would become mentions and links."] : Array.Empty<string>(),
            .. OfBlocks(message, links),
        ];
    }

    private static IEnumerable<string> OfBlocks(JsonElement message, string? links)
    {
        if (!message.TryGetProperty("blocks", out var blocks)) yield break;
        if (blocks.ValueKind != JsonValueKind.Array || blocks.GetArrayLength() is < 1 or > MostBlocks)
        {
            yield return $"blocks: 1 to {MostBlocks} of them.";
            yield break;
        }

        foreach (var (block, i) in blocks.EnumerateArray().Select(static (block, i) => (block, i)))
        {
            foreach (var problem in OfBlock(block, links)) yield return $"blocks[{i}].{problem}";
        }
    }

    private static IEnumerable<string> OfBlock(JsonElement block, string? links) => Text(block, "type") switch
    {
        "header" => [.. Unknown(block, "", "type", "text", "block_id"), .. OfText(block, "text", LongestHeader, links, plain: true)],
        "divider" => Unknown(block, "", "type", "block_id"),
        "context" => [.. Unknown(block, "", "type", "elements", "block_id"), .. OfTexts(block, "elements", MostElements, LongestSection, links)],
        "section" => OfSection(block, links),
        _ => ["type: is none of header, section, context, divider."],
    };

    private static IEnumerable<string> OfSection(JsonElement section, string? links)
    {
        var (hasText, hasFields) = (section.TryGetProperty("text", out _), section.TryGetProperty("fields", out _));
        foreach (var problem in Unknown(section, "", "type", "text", "fields", "block_id", "expand")) yield return problem;
        if (!hasText && !hasFields) yield return "section: has a text, or fields, or both.";
        foreach (var problem in hasText ? OfText(section, "text", LongestSection, links) : []) yield return problem;
        foreach (var problem in hasFields ? OfTexts(section, "fields", MostFields, LongestField, links) : []) yield return problem;
    }

    private static IEnumerable<string> OfTexts(JsonElement of, string name, int most, int longest, string? links)
    {
        if (!of.TryGetProperty(name, out var texts) || texts.ValueKind != JsonValueKind.Array || texts.GetArrayLength() < 1 || texts.GetArrayLength() > most)
            return [$"{name}: 1 to {most} of them."];
        return texts.EnumerateArray().SelectMany((text, i) => OfTextObject(text, $"{name}[{i}]", longest, links));
    }

    private static IEnumerable<string> OfText(JsonElement of, string name, int longest, string? links, bool plain = false) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) ? OfTextObject(text, name, longest, links, plain) : [$"{name}: is missing."];

    private static IEnumerable<string> OfTextObject(JsonElement text, string name, int longest, string? links, bool plain = false)
    {
        var type = Text(text, "type");
        if (type is not ("mrkdwn" or "plain_text") || (plain && type != "plain_text")) return [$"{name}.type: is {(plain ? "" : "mrkdwn or ")}plain_text."];
        return
        [
            .. Unknown(text, $"{name}.", ["type", "text", type == "mrkdwn" ? "verbatim" : "emoji"]),
            .. Length(text, "text", 1, longest, $"{name}."),
            .. type == "mrkdwn" ? Markdown(text, name, links) : [],
        ];
    }

    private static IEnumerable<string> Markdown(JsonElement text, string name, string? links)
    {
        foreach (var problem in Escapes(Text(text, "text"), $"{name}.text", links)) yield return problem;
        // Otherwise Slack looks for addresses, channels and names in what is left.
        if (!Says(text, "verbatim", JsonValueKind.True)) yield return $"{name}.verbatim: is true, or addresses and names in the text become links.";
    }

    /// <summary>Of the three characters with a meaning none stands for it, except in the service's own links.</summary>
    private static IEnumerable<string> Escapes(string? text, string name, string? links)
    {
        if (text is null) yield break;
        if (LoneAmpersand().IsMatch(text)) yield return $"{name}: an ampersand is not escaped.";
        var rest = Link().Replace(text, link => links is not null && link.Groups["url"].Value.StartsWith(links, StringComparison.Ordinal) ? "" : link.Value);
        if (rest.AsSpan().ContainsAny('<', '>')) yield return $"{name}: has a link, a mention or an angle that is not escaped.";
        if (text.Any(static letter => char.IsControl(letter) && letter != '\n')) yield return $"{name}: has a control character.";
    }

    private static IEnumerable<string> Length(JsonElement of, string name, int least, int most, string prefix)
    {
        if (Text(of, name) is not { } text) return [$"{prefix}{name}: is missing."];
        if (text.Length < least || text.Length > most || string.IsNullOrWhiteSpace(text))
            return [string.Create(CultureInfo.InvariantCulture, $"{prefix}{name}: has {text.Length} characters; {least} to {most} are allowed, and not only blanks.")];
        return [];
    }

    private static IEnumerable<string> Unknown(JsonElement of, string prefix, params string[] known) =>
        of.EnumerateObject().Where(field => !known.Contains(field.Name)).Select(field => $"{prefix}{field.Name}: Slack does not know it.");

    private static bool Says(JsonElement of, string name, JsonValueKind value) => of.TryGetProperty(name, out var field) && field.ValueKind == value;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

    [GeneratedRegex("&(?!(amp|lt|gt);)")]
    private static partial Regex LoneAmpersand();

    [GeneratedRegex(@"<(?<url>https?://[^\s<>|]+)(\|[^<>|\n]+)?>")]
    private static partial Regex Link();
}
