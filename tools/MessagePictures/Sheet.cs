using System.Globalization;
using System.Net;
using System.Text;
using Silo.Channels.Email;
using Silo.Channels.Slack;
using Silo.Channels.Wording;

namespace MessagePictures;

/// <summary>One message on one page: as a mail on a phone and on a desk, in light and dark, and as a chat shows it.</summary>
internal static class Sheet
{
    /// <summary>Pixels.</summary>
    public const int Width = 1900;

    public static string Of(News news)
    {
        var html = EmailText.Html(news).Text;
        // The picture of the dark one is that of a program whose reader prefers the dark.
        var dark = html.Replace("@media (prefers-color-scheme:dark)", "@media all", StringComparison.Ordinal);
        var page = new StringBuilder();
        page.Append("<!doctype html><html><head><meta charset=\"utf-8\"><title>0</title><style>body{margin:0;padding:20px;background:#c9ced4;font:14px/20px sans-serif;color:#1f2933}");
        page.Append(".row{display:flex;gap:20px;align-items:flex-start;margin:0 0 20px}iframe{border:0;display:block;height:10px}p{margin:0 0 6px}.subject{font-weight:600;margin:0 0 16px}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"subject\">Subject: {WebUtility.HtmlEncode(news.Title)}</p>");
        page.Append("<div class=\"row\">").Append(Frame("E-mail, light, 390 px", html, 390)).Append(Frame("E-mail, light, 800 px", html, 800)).Append(Frame("Slack-like", SlackPage.Of(SlackText.Write(news)), 600)).Append("</div>");
        page.Append("<div class=\"row\">").Append(Frame("E-mail, dark, 390 px", dark, 390)).Append(Frame("E-mail, dark, 800 px", dark, 800)).Append(Frame("Plain part", Plain(news), 600)).Append("</div>");
        // What a frame holds is loaded by then.
        page.Append("<script>onload=function(){for(const f of document.querySelectorAll('iframe'))f.style.height=Math.min(1000,f.contentDocument.documentElement.scrollHeight)+'px';document.title=document.body.scrollHeight}</script></body></html>");
        return page.ToString();
    }

    private static string Plain(News news) =>
        $"<!doctype html><meta charset=\"utf-8\"><body style=\"margin:0;padding:12px;background:#fff\"><pre style=\"margin:0;font:12px/17px monospace;white-space:pre-wrap\">{WebUtility.HtmlEncode(EmailText.Plain(news).Text)}</pre>";

    private static string Frame(string caption, string html, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"<div><p>{caption}</p><iframe width=\"{width}\" srcdoc=\"{WebUtility.HtmlEncode(html)}\"></iframe></div>");
}
