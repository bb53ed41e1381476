using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using MimeKit;
using Silo.Channels.Wording;

namespace Silo.Channels.Email;

/// <summary>Writes notifications as e-mails: one thread for each entity, the same id however often one is tried, and nothing that needs more of a server than RFC 5321.</summary>
internal sealed class Letter
{
    private readonly MailboxAddress from;
    private readonly MailboxAddress[] to;
    private readonly UnsubscribeAddresses? unsubscribe;
    private readonly Uri? publicUrl;

    /// <param name="links">Where people reach the service; null: messages have no links.</param>
    public Letter(EmailChannelOptions options, LinkOptions? links = null)
    {
        from = Mailboxes.Read(options.From) ?? throw new ArgumentException("From is no address.", nameof(options));
        to = [.. options.To.Select(static address => Mailboxes.Read(address) ?? throw new ArgumentException("To has something that is no address.", nameof(options)))];
        publicUrl = links?.Address;
        unsubscribe = links is null ? null : UnsubscribeAddresses.Of(links);
    }

    /// <param name="recipient">Whom to write to; null: those in the configuration.</param>
    public MimeMessage Write(Notification notification, MailboxAddress? recipient, DateTimeOffset now)
    {
        var news = News.Of(notification, publicUrl);
        // No message has this id. Those that answer it are one thread, whichever of them comes first.
        var root = Id("thread-" + Hash(notification.Key.ToString()));
        var body = new MultipartAlternative { EmailText.Plain(news), EmailText.Html(news) };
        SevenBits.Encode(body);
        var letter = new MimeMessage { Date = now, Body = body };
        Header[] headers =
        [
            FoldedHeader.Addresses("From", [from]),
            FoldedHeader.Addresses("To", recipient is null ? to : [recipient]),
            FoldedHeader.Text("Subject", Subjects.Of(news.Title)),
            FoldedHeader.Token("Message-ID", Id(IsAtom(notification.Id) ? notification.Id : Hash(notification.Id))),
            FoldedHeader.Token("In-Reply-To", root),
            FoldedHeader.Token("References", root),
            // No machine answers that it is on holiday: RFC 3834, and what Exchange reads instead.
            FoldedHeader.Token("Auto-Submitted", "auto-generated"),
            FoldedHeader.Token("X-Auto-Response-Suppress", "All"),
            .. Unsubscribe(notification, recipient),
        ];
        foreach (var header in headers) letter.Headers.Replace(header);
        return letter;
    }

    /// <summary>One click in the mail program (RFC 8058), for whoever has subscribed: not for a test, not for a backup, whose subscription is another's.</summary>
    private IEnumerable<Header> Unsubscribe(Notification notification, MailboxAddress? recipient)
    {
        if (unsubscribe is null || recipient is null || notification.Generation is not { } known || notification.Thing == NotificationIds.Test) return [];
        if (notification.Subscription.EndsWith(NotificationIds.Backup, StringComparison.Ordinal)) return [];
        return
        [
            FoldedHeader.Token("List-Unsubscribe", $"<{unsubscribe.Of(notification.Key.Source, notification.Subscription, known)}>"),
            FoldedHeader.Token("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ];
    }

    private static bool IsAtom(string id) => id.Length is > 0 and <= 100 && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private string Id(string local) => $"<{local}@{Mailboxes.OnTheWire(from).Split('@')[^1]}>";
}
