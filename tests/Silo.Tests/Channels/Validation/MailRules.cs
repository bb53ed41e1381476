using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Silo.Tests.Channels.Validation;

/// <summary>
/// What every mail server takes, and what the service's own messages keep to besides. Sources: RFC 5321 §4.5.3.1.6 (1,000 octets a line with its end), §2.3.8 (no CR or LF by itself);
/// RFC 5322 §2.1.1 (998, and 78 for who reads), §3.3 (Date), §3.6 (each header once), §3.6.4 (ids); RFC 2047 §2 and §5 (75 a word, 76 a line with one, no character over two words);
/// RFC 3834 §5 (Auto-Submitted); RFC 2369 §2 and RFC 8058 §3.1 (List-Unsubscribe). The bodies: <see cref="MailBodies"/>. No extension of the server is needed: all is of seven bits.
/// </summary>
internal static partial class MailRules
{
    private const int LongestLine = 998;
    private const int LongestGoodLine = 78;
    private const int LongestLineWithAWord = 76;
    private const int LongestWord = 75;
    private const int LongestSubject = 200;
    private const int Largest = 1024 * 1024;

    private static readonly string[] Once = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted", "X-Auto-Response-Suppress"];
    private static readonly string[] AtMostOnce = ["In-Reply-To", "References", "Precedence", "List-Unsubscribe", "List-Unsubscribe-Post", "Content-Transfer-Encoding"];

    /// <summary>All that is wrong; empty when it can be sent.</summary>
    /// <param name="raw">The message as it stands between DATA and the dot, without the dots that were doubled for the way.</param>
    /// <param name="links">What links may begin with, such as the service's own address; null: there may be no link.</param>
    public static IReadOnlyList<string> Problems(byte[] raw, string? links = null)
    {
        var text = Encoding.Latin1.GetString(raw);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return ["There is no empty line after the headers."];
        var headers = Headers(text[..end]);
        return
        [
            .. OfOctets(text),
            .. OfHeaderLines(text[..end]),
            .. headers.SelectMany(static header => OfHeader(header.Name, header.Value)),
            .. Once.Where(name => headers.Count(header => Same(header.Name, name)) != 1).Select(static name => $"{name}: is not there once."),
            .. AtMostOnce.Where(name => headers.Count(header => Same(header.Name, name)) > 1).Select(static name => $"{name}: is there more than once."),
            .. headers.Where(static header => !Once.Concat(AtMostOnce).Any(name => Same(header.Name, name))).Select(static header => $"{header.Name}: nobody put it there."),
            .. headers.Any(static header => Same(header.Name, "List-Unsubscribe")) == headers.Any(static header => Same(header.Name, "List-Unsubscribe-Post"))
                ? Array.Empty<string>()
                : ["List-Unsubscribe: and -Post go together."],
            .. MailBodies.Problems(headers.FirstOrDefault(static header => Same(header.Name, "Content-Type")).Value ?? "", text[(end + 4)..], links),
        ];
    }

    /// <summary>The subject as people read it.</summary>
    public static string Subject(byte[] raw) =>
        Decode(Headers(Encoding.Latin1.GetString(raw).Split("\r\n\r\n")[0]).Single(static header => Same(header.Name, "Subject")).Value);

    private static IEnumerable<string> OfOctets(string text)
    {
        if (text.Length > Largest) yield return "The message is larger than 1 MiB.";
        if (text.Any(static octet => octet is '\0' or > '\u007e')) yield return "There is an octet that is not of seven bits.";
        if (text.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n')) yield return "There is a CR or LF by itself.";
        if (text.Split("\r\n").Max(static line => line.Length) > LongestLine) yield return "A line has over 998 octets.";
    }

    private static IEnumerable<string> OfHeaderLines(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            // What has no blank in it cannot be folded.
            if (line.Length > LongestGoodLine && line.TrimStart().Contains(' ', StringComparison.Ordinal)) yield return $"A header's line has {line.Length} octets: {line[..30]}…";
            if (line.Length > LongestLineWithAWord && EncodedWord().IsMatch(line)) yield return $"A line with an encoded word has {line.Length} octets: {line[..30]}…";
            if (line.Any(static octet => octet < ' ' && octet != '\t')) yield return "A header has a control character.";
            if (line.Trim().Length == 0) yield return "A line of a header has only blanks.";
        }
    }

    private static IEnumerable<string> OfHeader(string name, string value)
    {
        if (!Name().IsMatch(name)) yield return $"'{name}' is no header's name.";
        foreach (var problem in OfWords(name, value)) yield return problem;
        var good = name.ToLowerInvariant() switch
        {
            "date" => Date().IsMatch(value),
            "message-id" or "in-reply-to" => Id().IsMatch(value),
            "references" => value.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(static id => Id().IsMatch(id)),
            "from" => Mailbox().IsMatch(value),
            "to" => Mailboxes().IsMatch(value),
            "subject" => Decode(value) is { Length: > 0 and <= LongestSubject } subject && !subject.Any(char.IsControl) && !string.IsNullOrWhiteSpace(subject),
            "mime-version" => value == "1.0",
            "auto-submitted" => value == "auto-generated",
            "x-auto-response-suppress" => value == "All",
            "precedence" => value == "bulk",
            "list-unsubscribe" => Link().IsMatch(value),
            "list-unsubscribe-post" => value == "List-Unsubscribe=One-Click",
            _ => true,
        };
        if (!good) yield return $"{name}: is not well-formed: {value}";
    }

    private static IEnumerable<string> OfWords(string name, string value)
    {
        var words = EncodedWord().Matches(value);
        if (EncodedWord().Replace(value, "").Contains("=?", StringComparison.Ordinal)) yield return $"{name}: half of an encoded word.";
        foreach (Match word in words)
        {
            if (word.Length > LongestWord) yield return $"{name}: an encoded word has {word.Length} characters.";
            if (!Same(word.Groups["charset"].Value, "utf-8")) yield return $"{name}: an encoded word is not of UTF-8.";
            if (Decoded(word) is null) yield return $"{name}: an encoded word ends within a character.";
            if (word.Index > 0 && !" (".Contains(value[word.Index - 1], StringComparison.Ordinal)) yield return $"{name}: an encoded word is glued to what stands before it.";
            if (word.Index + word.Length < value.Length && !" )".Contains(value[word.Index + word.Length], StringComparison.Ordinal)) yield return $"{name}: an encoded word is glued to what follows it.";
        }
    }

    /// <summary>Encoded words as they are read; blanks between two of them do not count.</summary>
    private static string Decode(string value) => EncodedWord().Replace(Between().Replace(value, "$1$2"), static word => Decoded(word) ?? "\u0000");

    /// <returns>Null where its octets are no whole characters.</returns>
    private static string? Decoded(Match word)
    {
        try
        {
            var octets = Same(word.Groups["encoding"].Value, "B") ? Convert.FromBase64String(word.Groups["text"].Value) : FromQ(word.Groups["text"].Value);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets);
        }
        catch (Exception fault) when (fault is DecoderFallbackException or FormatException)
        {
            return null;
        }
    }

    private static byte[] FromQ(string text) => Encoding.Latin1.GetBytes(
        Hex().Replace(text.Replace('_', ' '), static octet => ((char)byte.Parse(octet.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    /// <summary>Unfolded.</summary>
    private static List<(string Name, string Value)> Headers(string head) =>
    [
        .. from line in Fold().Replace(head, "$1").Split("\r\n")
           let colon = line.IndexOf(':', StringComparison.Ordinal)
           select colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..].Trim(' ')),
    ];

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"=\?(?<charset>[^\s?]+)\?(?<encoding>[BbQq])\?(?<text>[^\s?]+)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(=\?)")]
    private static partial Regex Between();

    [GeneratedRegex("=[0-9A-F]{2}")]
    private static partial Regex Hex();

    [GeneratedRegex("\r\n([ \t])")]
    private static partial Regex Fold();

    [GeneratedRegex("^[!-9;-~]+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$")]
    private static partial Regex Date();

    // dot-atom on both sides of the @.
    [GeneratedRegex(@"^<[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*>$")]
    private static partial Regex Id();

    // A name in quotes, of atoms or of encoded words; an address in ASCII.
    private const string OneMailbox = @"(?:(?:""(?:[^""\\]|\\.)*""|[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+)\s*<[!-;=?-~]+@[A-Za-z0-9.-]+>|<?[!-;=?-~]+@[A-Za-z0-9.-]+>?)";

    [GeneratedRegex("^" + OneMailbox + "$")]
    private static partial Regex Mailbox();

    [GeneratedRegex("^" + OneMailbox + @"(?:,\s*" + OneMailbox + ")*$")]
    private static partial Regex Mailboxes();

    [GeneratedRegex(@"^<https?://[!-;=?-~]+>$")]
    private static partial Regex Link();
}
