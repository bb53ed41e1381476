using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Silo.Channels.Wording;

namespace Silo.Channels.Email;

/// <summary>
/// News as a page in a mail program: on a phone and on a desk, in light and dark. It fetches nothing from anywhere, and its only links are this service's own. Each element has its
/// style within, for programs that leave style sheets out; the sheet has the dark colours.
/// </summary>
internal static class EmailHtml
{
    private const string Ink = "#1f2933";
    private const string Faint = "#52606d";

    /// <summary>Bytes in UTF-8 that the lines of a digest may take.</summary>
    private const int MostOfLines = 40_000;

    // All letters of all scripts as they are; what matters in HTML escaped, and what matters in a tag.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(Letters());

    public static string Of(News news)
    {
        var accent = Accent(news.Urgency);
        return $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
            <title>{{Encode(news.Title)}}</title>
            <style>
            :root{color-scheme:light dark;supported-color-schemes:light dark}
            @media (prefers-color-scheme:dark){
            .page{background-color:#12171d!important}
            .card{background-color:#1c242d!important}
            .ink{color:#e4e9ee!important}
            .faint{color:#a3b1bf!important}
            .urgent{color:#ff9184!important}
            .rule{border-color:#33404d!important}
            .link{color:#7cc0ea!important}
            }
            @media (max-width:480px){
            .page{padding:0!important}
            .label,.value{display:block!important;width:auto!important;white-space:normal!important}
            .label{padding:8px 0 0!important}
            .value{padding:0!important}
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:24px 12px;background-color:#f2f4f6;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
            <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;margin:0 auto;background-color:#ffffff;border-top:4px solid {{accent}};border-collapse:collapse">
            <tr><td style="padding:24px">
            {{Lines(news)}}{{Groups(news)}}{{Facts(news)}}{{Links(news)}}</td></tr>
            <tr><td class="faint rule" style="padding:12px 24px;border-top:1px solid #e4e8ec;font-size:12px;line-height:18px;color:{{Faint}}">{{EmailText.Footer}}</td></tr>
            </table>
            </body>
            </html>

            """;
    }

    /// <summary>Of one thing its first line is the heading: the title is the same, cut. Of many things the title.</summary>
    private static string Lines(News news)
    {
        var ofOne = news.Facts.Count > 0;
        var kicker = ofOne && news.Urgency == Urgency.Action
            ? $"<p class=\"urgent\" style=\"margin:0 0 8px;font-size:12px;line-height:16px;font-weight:600;letter-spacing:.04em;text-transform:uppercase;color:{Accent(news.Urgency)}\">{news.Urgency.Heading()}</p>\n"
            : "";
        var heading = $"<h1 class=\"ink\" style=\"margin:0 0 12px;font-size:19px;line-height:27px;font-weight:600;color:{Ink};word-break:break-word\">{Encode(ofOne ? news.Lines[0] : news.Title)}</h1>\n";
        return kicker + heading + string.Concat(news.Lines.Skip(ofOne ? 1 : 0).Select(static line =>
            $"<p class=\"ink\" style=\"margin:0 0 12px;font-size:15px;line-height:22px;color:{Ink};word-break:break-word\">{Encode(line)}</p>\n"));
    }

    private static string Groups(News news)
    {
        var html = new StringBuilder();
        var (room, left) = (MostOfLines, news.Left);
        foreach (var group in news.Groups)
        {
            if (room <= 0)
            {
                left += group.Lines.Count;
                continue;
            }

            html.Append(CultureInfo.InvariantCulture, $"<h2 class=\"ink\" style=\"margin:20px 0 4px;padding:0 0 0 10px;border-left:4px solid {Accent(group.Urgency)};font-size:15px;line-height:22px;color:{Ink}\">{group.Urgency.Heading()} ({group.Lines.Count})</h2>\n");
            html.Append(CultureInfo.InvariantCulture, $"<ul class=\"ink\" style=\"margin:0;padding:0 0 0 18px;font-size:14px;line-height:20px;color:{Ink};word-break:break-word\">\n");
            foreach (var line in group.Lines)
            {
                var item = $"<li style=\"margin:6px 0\">{Encode(line)}</li>\n";
                room -= Encoding.UTF8.GetByteCount(item);
                if (room > 0) html.Append(item);
                else left++;
            }

            html.Append("</ul>\n");
        }

        if (left > 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"faint\" style=\"margin:12px 0 0;font-size:14px;line-height:20px;color:{Faint}\">{EmailText.Left(left)}</p>\n");
        return html.ToString();
    }

    private static string Facts(News news)
    {
        if (news.Facts.Count == 0) return "";
        var rows = string.Concat(news.Facts.Select(static fact => $"""
            <tr>
            <td class="label faint" style="padding:5px 16px 5px 0;font-size:13px;line-height:20px;color:{Faint};vertical-align:top;white-space:nowrap">{Encode(fact.Label)}</td>
            <td class="value ink" style="padding:5px 0;font-size:14px;line-height:20px;color:{Ink};vertical-align:top;word-break:break-word">{Encode(fact.Value)}</td>
            </tr>

            """));
        return $"<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin-top:8px;border-collapse:collapse\">\n{rows}</table>\n";
    }

    private static string Links(News news)
    {
        if (news.Links.Count == 0) return "";
        var links = news.Links.Select(static link => $"<a class=\"link\" href=\"{Encoder.Encode(link.Address.AbsoluteUri)}\" style=\"color:#14507e;font-weight:600\">{Encoder.Encode(link.Label)}</a>");
        return $"<p class=\"ink\" style=\"margin:20px 0 0;font-size:14px;line-height:20px\">{string.Join(" &nbsp;·&nbsp; ", links)}</p>\n";
    }

    private static string Accent(Urgency urgency) => urgency switch
    {
        Urgency.Action => "#c8382b",
        Urgency.Estimate => "#c77700",
        _ => "#14507e",
    };

    private static TextEncoderSettings Letters()
    {
        var letters = new TextEncoderSettings(UnicodeRanges.All);
        letters.ForbidCharacter('=');
        return letters;
    }

    private static string Encode(string text) => Encoder.Encode(Inert.Of(text));
}
