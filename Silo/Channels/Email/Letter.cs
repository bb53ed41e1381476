using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using MimeKit;
using MimeKit.Utils;
using Silo.Channels.Wording;

namespace Silo.Channels.Email;

/// <summary>Writes notifications as e-mails: one thread for each entity, the same id however often one is tried.</summary>
internal sealed class Letter
{
    private readonly MailboxAddress from;
    private readonly MailboxAddress[] to;

    public Letter(EmailChannelOptions options)
    {
        from = MailboxAddress.Parse(options.From!);
        to = [.. options.To.Select(static address => MailboxAddress.Parse(address))];
    }

    /// <param name="contact">Whom to write to; null: those in the configuration.</param>
    public MimeMessage Write(Notification notification, Contact? contact, DateTimeOffset now)
    {
        var news = News.Of(notification);
        // No message has this id. Those that answer it are one thread, whichever of them comes first.
        var root = Id("thread-" + Hash(notification.Key.ToString()));
        var letter = new MimeMessage
        {
            MessageId = Id(IsAtom(notification.Id) ? notification.Id : Hash(notification.Id)),
            Date = now,
            Subject = news.Title,
            InReplyTo = root,
            Body = new MultipartAlternative { EmailText.Plain(news), EmailText.Html(news) },
        };
        letter.From.Add(from);
        letter.To.AddRange(contact is null ? to : [MailboxAddress.Parse(contact.Address!)]);
        letter.References.Add(root);
        // No machine answers that it is on holiday.
        letter.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return letter;
    }

    private static bool IsAtom(string id) => id.Length is > 0 and <= 100 && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private string Id(string local) => $"{local}@{MailboxAddress.EncodeAddrspec(from.Address).Split('@')[^1]}";
}
