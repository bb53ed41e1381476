using System.Globalization;
using System.Text;

namespace Flexport.Webhooks.Events;

/// <summary>
/// One freight thing, one key, however it is spelt: the normal form of ids, numbers and names. Routing, parts of state, links, lists and subscriptions all
/// compare by it, and what was written stays what is shown.
/// </summary>
/// <remarks>
/// In every form: composed Unicode (<see cref="ComposedText"/>), blanks of all kinds are one blank and none at the ends, dashes of all kinds are a hyphen, and
/// characters that nobody sees (zero-width blanks, marks of direction) are left out. Keys have full-width ASCII in its usual width besides. Letters keep
/// their case, for Flexport's own ids are base64url; container numbers are capitals, as ISO 6346 has no others.
/// </remarks>
public static class FreightKeys
{
    private const string Prefix = "FLEX";

    /// <summary>The key of an entity: of a shipment, container, or anything else.</summary>
    public static string Of(SubjectKind kind, string written) => kind switch
    {
        SubjectKind.Shipment => Shipment(written),
        SubjectKind.Container => Container(written),
        _ => Id(written),
    };

    /// <summary>An id or number; empty when nothing but blanks is written.</summary>
    public static string Id(string written) => Plain(written, ofKey: true);

    /// <summary><c>FLEX-460723</c> in any case, with any dash or blank, is shipment <c>460723</c>; everything else is an id (<c>FLEX-460723-1</c> is an invoice's name).</summary>
    public static string Shipment(string written)
    {
        var id = Id(written);
        if (!id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return id;
        var digits = id.AsSpan(Prefix.Length).TrimStart(" -");
        return digits.Length > 0 && digits.Length < id.Length - Prefix.Length && !digits.ContainsAnyExceptInRange('0', '9') ? digits.ToString() : id;
    }

    /// <summary>A container by its number, or by Flexport's id: what is shaped as ISO 6346 has it is a number.</summary>
    public static string Container(string written)
    {
        var id = Id(written);
        return Iso6346(id) ?? id;
    }

    /// <summary>A container's number as it is painted on the container: capitals, of ISO 6346 without blanks and dashes.</summary>
    public static string ContainerNumber(string written)
    {
        var id = Id(written);
        return Iso6346(id) ?? Capitals(id);
    }

    /// <summary>A name of a company, place, shipment or anything else that people call something. Letters keep their case.</summary>
    public static string Name(string written) => Plain(written, ofKey: false);

    /// <summary>A name, or a part of one, as it is searched for: in small letters.</summary>
    public static string Words(string written) => Name(written).ToLowerInvariant();

    /// <summary>What somebody looks for among words: a whole container number and a shipment's <c>FLEX-</c> name in their normal forms, else as a name.</summary>
    public static string Search(string written)
    {
        var id = Id(written);
        if (Iso6346(id) is { } number) return number;
        var shipment = Shipment(id);
        return shipment == id ? Name(written) : $"{Prefix}-{shipment}";
    }

    /// <summary>A value as lists and subscriptions compare it, by the name that they have for its kind: <c>container</c>, <c>shipment</c>, <c>bill</c>, <c>po</c>, <c>booking</c>, <c>party</c>.</summary>
    public static string Term(string kind, string written) => kind switch
    {
        "container" => Container(written),
        "shipment" => Shipment(written),
        "bill" or "po" or "booking" => Id(written),
        _ => Name(written),
    };

    /// <summary>Three letters of an owner, one for the kind of equipment, and six or seven digits, without what stands between them; null when it is no such number, as <c>FLEX-460723</c>.</summary>
    private static string? Iso6346(string id)
    {
        const int Letters = 4;
        const int Longest = 11;
        Span<char> number = stackalloc char[Longest];
        var length = 0;
        foreach (var c in id)
        {
            if (c is ' ' or '-') continue;
            if (length == Longest || !(length < Letters ? char.IsAsciiLetter(c) : char.IsAsciiDigit(c))) return null;
            number[length++] = char.ToUpperInvariant(c);
        }

        if (length < Longest - 1 || number[Letters - 1] is not ('U' or 'J' or 'Z' or 'R')) return null;
        return number[..length].SequenceEqual(id) ? id : number[..length].ToString();
    }

    private static string Capitals(string id)
    {
        var capitals = id.ToUpperInvariant();
        return capitals == id ? id : capitals;
    }

    private static string Plain(string written, bool ofKey)
    {
        ArgumentNullException.ThrowIfNull(written);
        if (IsPlain(written)) return written;
        var plain = new StringBuilder(written.Length);
        var blank = false;
        foreach (var c in written)
        {
            if (IsInvisible(c)) continue;
            // In the middle of a key a control character stays: it makes the key unusable.
            if (char.IsWhiteSpace(c) && !(ofKey && char.IsControl(c)) || (!ofKey && char.IsControl(c)))
            {
                blank = true;
                continue;
            }

            if (blank && plain.Length > 0) plain.Append(' ');
            blank = false;
            plain.Append(IsDash(c) ? '-' : ofKey && c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - '\uFF01' + '!') : c);
        }

        var normal = ComposedText.Of(plain.ToString().Trim());
        return normal == written ? written : normal;
    }

    /// <summary>Nearly always: printable ASCII with no blank too many.</summary>
    private static bool IsPlain(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return false;
        return text.Length == 0 || (text[0] != ' ' && text[^1] != ' ' && !text.Contains("  ", StringComparison.Ordinal));
    }

    private static bool IsDash(char c) => c > '~' && (c is '\u2212' or '\u2043' || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation);

    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or '\u2060' or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
