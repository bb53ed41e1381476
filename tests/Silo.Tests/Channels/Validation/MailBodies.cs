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

    private static readonly string[] Tags = ["a", "b", "body", "br", "div", "em", "h1", "h2", "h3", "head", "hr", "html", "i", "li", "meta", "ol", "p", "span", "strong", "style", "table", "tbody", "td", "th", "thead", "title", "tr", "ul"];
    private static readonly string[] Remote = ["src=", "srcset=", "background=", "action=", "http-equiv", " on", "url(", "javascript:"];

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
        // RFC 2045 §6.1: where nothing is said it is 7bit.
        var encoding = Encoding().Match(head) is { Success: true } said ? said.Groups["encoding"].Value.ToLowerInvariant() : "7bit";
        if (encoding is not ("7bit" or "quoted-printable" or "base64")) return [$"{type}: is encoded as '{encoding}'."];
        if (encoding != "7bit" && body.Split("\r\n").MaxBy(static line => line.Length) is { Length: > LongestEncodedLine } longest)
            return [$"{type}: a line of {encoding} has {longest.Length} characters: {longest}"];
        if (Decode(encoding, body) is not { } text) return [$"{type}: does not decode to UTF-8."];
        if (string.IsNullOrWhiteSpace(text)) return [$"{type}: is empty."];
        if (text.Any(static letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))) return [$"{type}: has a control character."];
        return type == "text/html" ? OfHtml(text, links) : [];
    }

    private static IEnumerable<string> OfHtml(string html, string? links)
    {
        foreach (Match tag in Tag().Matches(html))
        {
            var name = tag.Groups["name"].Value.TrimStart('/');
            if (!Tags.Contains(name.ToLowerInvariant()) && name is not "!doctype" and not "!--") yield return $"text/html: has a tag that has no business there: {name}";
            if (Remote.FirstOrDefault(remote => tag.Value.Contains(remote, StringComparison.OrdinalIgnoreCase)) is { } remote) yield return $"text/html: fetches, or runs something: {remote}";
        }

        foreach (Match style in Style().Matches(html))
        {
            if (style.Value.Contains("url(", StringComparison.OrdinalIgnoreCase) || style.Value.Contains("@import", StringComparison.OrdinalIgnoreCase)) yield return "text/html: its styles fetch something.";
        }

        foreach (Match link in Tag().Matches(html).SelectMany(static tag => Href().Matches(tag.Value)))
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

    [GeneratedRegex("<(?<name>!doctype|!--|/?[a-z][a-z0-9]*)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("<style[^>]*>.*?</style>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("href\\s*=\\s*[\"']?(?<url>[^\"'\\s>]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Href();
}
