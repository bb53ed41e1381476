using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MimeKit;
using Silo.Channels.Wording;

namespace Silo.Channels.Email;

/// <summary>News as the two bodies of an e-mail. The HTML has its styles within and fetches nothing from anywhere.</summary>
internal static class EmailText
{
    private const string Footer = "Sent by FlexportGrains. Nobody reads answers to this message.";

    // All letters of all scripts as they are; what matters in HTML escaped.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static TextPart Plain(News news)
    {
        var text = new StringBuilder();
        foreach (var line in news.Lines) text.Append(line).Append('\n');
        text.Append('\n');
        foreach (var fact in news.Facts) text.Append(fact.Label).Append(": ").Append(fact.Value).Append('\n');
        return Part("plain", text.Append('\n').Append("-- \n").Append(Footer).Append('\n').ToString());
    }

    public static TextPart Html(News news)
    {
        var lines = string.Concat(news.Lines.Select(static line => $"""
            <p style="margin:0 0 12px;font-size:15px;line-height:22px;color:#1f2933">{Encoder.Encode(line)}</p>

            """));
        var facts = string.Concat(news.Facts.Select(static fact => $"""
            <tr>
            <td style="padding:6px 16px 6px 0;font-size:13px;color:#61707f;vertical-align:top;white-space:nowrap">{Encoder.Encode(fact.Label)}</td>
            <td style="padding:6px 0;font-size:14px;color:#1f2933;vertical-align:top;word-break:break-word">{Encoder.Encode(fact.Value)}</td>
            </tr>

            """));
        return Part("html", $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{Encoder.Encode(news.Title)}</title></head>
            <body style="margin:0;padding:24px 12px;background-color:#f2f4f6;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;margin:0 auto;background-color:#ffffff;border-top:4px solid #14506e;border-collapse:collapse">
            <tr><td style="padding:24px">
            <h1 style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600;color:#14506e">{Encoder.Encode(news.Title)}</h1>
            {lines}<table cellpadding="0" cellspacing="0" style="margin-top:8px;border-collapse:collapse">
            {facts}</table>
            </td></tr>
            <tr><td style="padding:12px 24px;border-top:1px solid #e4e8ec;font-size:12px;line-height:18px;color:#61707f">{Footer}</td></tr>
            </table>
            </body>
            </html>

            """);
    }

    private static TextPart Part(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        return part;
    }
}
