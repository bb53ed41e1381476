using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Silo.Tests.Channels.Validation;

/// <summary>
/// The MIME structure of the service's messages: <c>multipart/alternative</c> of a plain and an HTML part, each UTF-8 that decodes. Sources: RFC 2045 §6.7 and §6.8 (76 characters a line of quoted-printable
/// and base64), RFC 2046 §5.1.1 (a boundary of up to 70 characters, closed at the end), §5.1.4 (the best part last).
/// </summary>
internal static partial class MailBodies
{
    private const int LongestEncodedLine = 76;

    private static readonly string[] Remote = ["<script", "<img", "<link", "<iframe", "<form", "src=", "url(", "javascript:", "@import"];

    /// <param name="contentType">Of the message.</param>
    /// <param name="body">After the empty line.</param>
    /// <param name="links">What links may begin with; null: there may be none.</param>
    public static IEnumerable<string> Problems(string contentType, string body, string? links)
    {
        var boundary = Boundary().Match(contentType);
        if (!contentType.StartsWith("multipart/alternative;", StringComparison.OrdinalIgnoreCase) || !boundary.Success) return ["Content-Type: is no multipart/alternative with a boundary."];
        var mark = boundary.Groups["mark"].Value;
        var pieces = ("\r\n" + body).Split("\r\n--" + mark);
        if (pieces.Length != 4 || pieces[0].Length != 0 || pieces[3] is not ("--" or "--\r\n")) return ["The message has other than two parts, or its end is missing."];
        return [.. OfPart("text/plain", pieces[1], null), .. OfPart("text/html", pieces[2], links)];
    }

    private static IEnumerable<string> OfPart(string type, string part, string? links)
    {
        var end = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return [$"{type}: has no empty line after its headers."];
        var (head, body) = (part[..end].Replace("\r\n\t", " ", StringComparison.Ordinal).Replace("\r\n ", " ", StringComparison.Ordinal), part[(end + 4)..]);
        if (!Type().IsMatch(head) || !Type().Match(head).Groups["type"].ValueSpan.Equals(type, StringComparison.OrdinalIgnoreCase)) return [$"{type}: is missing, not where it should be, or not UTF-8."];
        var encoding = Encoding().Match(head).Groups["encoding"].Value.ToLowerInvariant();
        if (encoding is not ("7bit" or "quoted-printable" or "base64")) return [$"{type}: is encoded as '{encoding}'."];
        if (encoding != "7bit" && body.Split("\r\n").Any(static line => line.Length > LongestEncodedLine)) return [$"{type}: a line of {encoding} has over {LongestEncodedLine} characters."];
        if (Decode(encoding, body) is not { } text) return [$"{type}: does not decode to UTF-8."];
        if (string.IsNullOrWhiteSpace(text)) return [$"{type}: is empty."];
        if (text.Any(static letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))) return [$"{type}: has a control character."];
        return type == "text/html" ? OfHtml(text, links) : [];
    }

    private static IEnumerable<string> OfHtml(string html, string? links)
    {
        foreach (var remote in Remote)
        {
            if (html.Contains(remote, StringComparison.OrdinalIgnoreCase)) yield return $"text/html: fetches, or runs something: {remote}";
        }

        foreach (Match link in Href().Matches(html))
        {
            if (links is null || !link.Groups["url"].Value.StartsWith(links, StringComparison.Ordinal)) yield return "text/html: links to somebody else.";
        }
    }

    private static string? Decode(string encoding, string body)
    {
        try
        {
            var octets = encoding switch
            {
                "base64" => Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal)),
                "quoted-printable" => System.Text.Encoding.Latin1.GetBytes(Hex().Replace(body.Replace("=\r\n", "", StringComparison.Ordinal), static octet =>
                    ((char)byte.Parse(octet.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())),
                _ => System.Text.Encoding.ASCII.GetBytes(body),
            };
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets);
        }
        catch (Exception fault) when (fault is DecoderFallbackException or FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex("boundary=\"?(?<mark>[A-Za-z0-9'()+_,./:=?-]{1,70})\"?")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"Content-Type: (?<type>[a-z]+/[a-z]+); charset=""?utf-8""?", RegexOptions.IgnoreCase)]
    private static partial Regex Type();

    [GeneratedRegex(@"Content-Transfer-Encoding: (?<encoding>[a-z0-9-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Encoding();

    [GeneratedRegex("=[0-9A-F]{2}")]
    private static partial Regex Hex();

    [GeneratedRegex("href\\s*=\\s*[\"']?(?<url>[^\"'\\s>]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Href();
}
