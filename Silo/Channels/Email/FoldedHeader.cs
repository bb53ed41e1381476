using System.Globalization;
using System.Text;
using MimeKit;

namespace Silo.Channels.Email;

/// <summary>
/// Headers within their bounds: lines of up to 78 octets where they can be folded (RFC 5322 §2.1.1), encoded words of up to 75 characters on lines of up to 76, each of whole characters (RFC 2047 §2, §5).
/// The library's own encoder exceeds them by one.
/// </summary>
internal static class FoldedHeader
{
    private const int LongestLine = 78;
    private const int LongestLineWithAWord = 76;
    private const string WordBegins = "=?utf-8?B?";
    private const string WordEnds = "?=";

    /// <summary>Of an encoded word; with the longest name of a header in front the line is still within its bound.</summary>
    private const int OctetsOfAWord = 36;

    /// <summary>Words of plain text that are longer are encoded, for they cannot be folded.</summary>
    private const int LongestPlainWord = 60;

    /// <summary>Text that people read.</summary>
    /// <param name="text">Whatever stands for the end of a line in it, and everything else that is no letter, becomes a blank.</param>
    public static Header Text(string field, string text) => Of(field, Words(OneLine(text)));

    /// <summary>One word that is not folded, such as an id or an address in angle brackets.</summary>
    public static Header Token(string field, string token) => Of(field, [token]);

    public static Header Addresses(string field, IReadOnlyList<MailboxAddress> mailboxes) =>
        Of(field, [.. mailboxes.SelectMany((mailbox, i) => Words(mailbox, i < mailboxes.Count - 1 ? "," : ""))]);

    private static Header Of(string field, IReadOnlyList<string> words)
    {
        var value = new StringBuilder();
        var (column, hasEncoded) = (field.Length + 1, false);
        foreach (var word in words)
        {
            hasEncoded |= word.StartsWith(WordBegins, StringComparison.Ordinal);
            if (column + 1 + word.Length > (hasEncoded ? LongestLineWithAWord : LongestLine))
            {
                value.Append('\n');
                (column, hasEncoded) = (0, word.StartsWith(WordBegins, StringComparison.Ordinal));
            }

            value.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        var header = new Header(field, "");
        header.SetRawValue(Encoding.UTF8.GetBytes(value.Append('\n').ToString()));
        return header;
    }

    private static IReadOnlyList<string> Words(MailboxAddress mailbox, string end)
    {
        var name = OneLine(mailbox.Name ?? "");
        var address = Mailboxes.OnTheWire(mailbox);
        if (name.Length == 0) return [address + end];
        var quoted = $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return [.. IsPlain(name) ? (IReadOnlyList<string>)quoted.Split(' ') : Encoded(name), $"<{address}>{end}"];
    }

    private static IReadOnlyList<string> Words(string text) => IsPlain(text) ? text.Split(' ') : Encoded(text);

    private static bool IsPlain(string text) =>
        Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal) && text.Split(' ').All(static word => word.Length <= LongestPlainWord);

    private static List<string> Encoded(string text)
    {
        var (words, octets) = (new List<string>(), new List<byte>(OctetsOfAWord));
        Span<byte> buffer = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(buffer);
            if (octets.Count + length > OctetsOfAWord) End();
            octets.AddRange(buffer[..length]);
        }

        End();
        return words;

        void End()
        {
            words.Add(WordBegins + Convert.ToBase64String([.. octets]) + WordEnds);
            octets.Clear();
        }
    }

    /// <summary>Without blanks at the ends or beside each other.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isGap = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (!isGap) line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }
}
