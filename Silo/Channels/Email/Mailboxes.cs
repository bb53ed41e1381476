using System.Text;
using MimeKit;

namespace Silo.Channels.Email;

/// <summary>Addresses as mail servers take them: RFC 5321 §4.5.3.1 bounds them, RFC 5891 writes a domain in ASCII, RFC 6531 (SMTPUTF8) is needed for other letters before the @.</summary>
internal static class Mailboxes
{
    private const int LongestLocalPart = 64;
    private const int LongestAddress = 254;

    /// <summary>One mailbox with a domain, in one line; null for anything else.</summary>
    public static MailboxAddress? Read(string? text)
    {
        if (text is null || text.Any(char.IsControl) || !MailboxAddress.TryParse(text, out var mailbox) || string.IsNullOrEmpty(mailbox.Domain)) return null;
        var address = OnTheWire(mailbox);
        var at = address.LastIndexOf('@');
        return at > LongestLocalPart || Encoding.UTF8.GetByteCount(address) > LongestAddress || !Ascii.IsValid(address.AsSpan(at)) ? null : mailbox;
    }

    /// <summary>The address with its domain in ASCII.</summary>
    public static string OnTheWire(MailboxAddress mailbox) => MailboxAddress.EncodeAddrspec(mailbox.Address);

    /// <summary>Whether only a server with SMTPUTF8 takes it.</summary>
    public static bool NeedsUtf8(MailboxAddress mailbox) => !Ascii.IsValid(OnTheWire(mailbox));
}
