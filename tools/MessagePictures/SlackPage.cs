using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MessagePictures;

/// <summary>Shows blocks about as Slack does.</summary>
internal static partial class SlackPage
{
    public static string Of(ReadOnlyMemory<byte> body)
    {
        using var message = JsonDocument.Parse(body);
        var html = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><style>body{margin:0;padding:16px 20px;background:#fff;font:15px/22px Lato,'Segoe UI',sans-serif;color:#1d1c1d;word-break:break-word}"
            + "h3{margin:4px 0 8px;font-size:18px;line-height:24px}.s{margin:0 0 10px;white-space:pre-wrap}.f{display:grid;grid-template-columns:1fr 1fr;gap:8px 16px;margin:0 0 10px;white-space:pre-wrap}.c{font-size:13px;color:#616061;margin:0 0 8px}a{color:#1264a3;text-decoration:none}"
            + "b.app{display:block;font-size:15px}</style><b class=\"app\">Freight</b>");
        foreach (var block in message.RootElement.GetProperty("blocks").EnumerateArray())
        {
            switch (block.GetProperty("type").GetString())
            {
                case "header":
                    html.Append("<h3>").Append(Text(block.GetProperty("text"))).Append("</h3>");
                    break;
                case "context":
                    foreach (var element in block.GetProperty("elements").EnumerateArray()) html.Append("<div class=\"c\">").Append(Text(element)).Append("</div>");
                    break;
                case var _ when block.TryGetProperty("fields", out var fields):
                    html.Append("<div class=\"f\">");
                    foreach (var field in fields.EnumerateArray()) html.Append("<div>").Append(Text(field)).Append("</div>");
                    html.Append("</div>");
                    break;
                default:
                    html.Append("<div class=\"s\">").Append(Text(block.GetProperty("text"))).Append("</div>");
                    break;
            }
        }

        return html.ToString();
    }

    private static string Text(JsonElement text)
    {
        var raw = text.GetProperty("text").GetString()!;
        if (text.GetProperty("type").ValueEquals("plain_text")) return WebUtility.HtmlEncode(raw);
        // Its escapes are those of HTML.
        return Bold().Replace(Link().Replace(raw, "<a href=\"$1\">$2</a>"), "<b>$1</b>");
    }

    [GeneratedRegex(@"<(https?://[^|>]+)\|([^>]+)>")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\u200C)\*(?!\u200C)([^*\n]+)(?<!\u200C)\*")]
    private static partial Regex Bold();
}
