using System.Security.Cryptography;
using System.Text;

namespace Api.Subscriptions;

/// <summary>What a browser shows of an unsubscribe link: no script, nothing from anywhere else, nothing about whose link it is.</summary>
internal static class UnsubscribePage
{
    private const string Style =
        "body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}:root{color-scheme:light dark}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    // A form without an action goes to the address that it came from, token and all.
    private static readonly byte[] Question = Page(
        """
        <h1>Stop these messages?</h1>
        <p>The subscription that this message came by is paused: nothing more is sent by it until somebody resumes it.</p>
        <form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Stop these messages</button></form>
        """);

    private static readonly byte[] Done = Page("<h1>Done</h1>\n<p>If this link is one of ours, nothing more is sent by the subscription that it came by. Whoever operates the service can resume it.</p>");

    public static Task Ask(HttpResponse response) => Write(response, Question);

    public static Task Confirm(HttpResponse response) => Write(response, Done);

    private static byte[] Page(string body) => Encoding.UTF8.GetBytes(
        $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Freight messages</title><style>{Style}</style></head>
        <body>
        {body}
        </body></html>

        """);

    private static Task Write(HttpResponse response, byte[] page)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        // The address is all that it takes.
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.Body.WriteAsync(page).AsTask();
    }
}
