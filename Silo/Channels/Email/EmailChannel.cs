using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using Silo.Channels.Outgoing;
using Silo.Channels.Wording;

namespace Silo.Channels.Email;

/// <summary>Sends announcements as e-mails by SMTP, over a connection of their own each.</summary>
internal sealed partial class EmailChannel(
    IOptions<EmailChannelOptions> options, IOptions<LinkOptions> links, GuardedConnector connector, OutgoingTls tls, TimeProvider time, ILogger<EmailChannel> logger) : INotificationChannel, IDisposable
{
    public const string ChannelName = "email";

    /// <summary>Attempts, about eight minutes, after which a recipient refused for now does not keep the news from the others any longer.</summary>
    private const int AttemptsForAll = 10;

    private readonly EmailChannelOptions options = options.Value;
    private readonly Letter letter = new(options.Value, links.Value);

    // A test is asked for by a person and holds none of the slots: one at a time beside them.
    private readonly SemaphoreSlim test = new(1);

    // What the server offered last; nothing until it has been spoken to.
    private volatile bool offersUtf8;

    public string Name => ChannelName;

    /// <summary>Mail servers count the connections of a client, and turn away one that has many.</summary>
    public int Slots => 4;

    public void Dispose() => test.Dispose();

    public string Transport(Contact? contact) => string.Create(CultureInfo.InvariantCulture, $"{ChannelName} {options.Host!.ToLowerInvariant()}:{options.PortInUse}");

    public IEnumerable<string> Problems(Contact contact) => ContactFields.Problems(contact, AddressProblems(contact.Address), nameof(contact.Address));

    public string? Words(Notification notification) => PlainNews.Of(News.Of(notification));

    public async Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        var recipient = contact is null ? null : Mailboxes.Read(contact.Address);
        if (contact is not null && recipient is null) return Refused("The contact's address is no e-mail address.");
        var attempt = new SmtpAttempt();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Timeout);
        try
        {
            if (notification.Thing != NotificationIds.Test) return await Deliver(notification, recipient, attempt, patience.Token);
            await test.WaitAsync(patience.Token);
            try
            {
                return await Deliver(notification, recipient, attempt, patience.Token);
            }
            finally
            {
                test.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SmtpFaults.TimedOut(options.Timeout, attempt);
        }
        catch (Exception fault) when (SmtpFaults.Judge(fault, attempt) is { } result)
        {
            return result;
        }
    }

    private IEnumerable<string> AddressProblems(string? address)
    {
        if (Mailboxes.Read(address) is not { } mailbox)
            yield return "Address is one e-mail address, such as ops@example.com.";
        else if (Mailboxes.NeedsUtf8(mailbox) && !offersUtf8)
            yield return "Address has letters beyond ASCII before the @, which the mail server is not known to take (SMTPUTF8). Give one in ASCII; or send any message first, which shows whether the server does.";
    }

    private async Task<SendResult> Deliver(Notification notification, MailboxAddress? recipient, SmtpAttempt attempt, CancellationToken cancellation)
    {
        using var message = letter.Write(notification, recipient, time.GetUtcNow());
        using var smtp = new CollectingSmtpClient(waitForAll: notification.Attempts < AttemptsForAll);
        await using var connection = await connector.Connect(new DnsEndPoint(options.Host!, options.PortInUse), cancellation, onlyAllowed: options.SignsInInClear);
        await smtp.ConnectAsync(await Encrypt(connection, cancellation), options.Host!, options.PortInUse, SecureSocketOptions.None, cancellation);
        if (!string.IsNullOrEmpty(options.User)) await smtp.AuthenticateAsync(options.User, options.Password!, cancellation);
        var takesUtf8 = offersUtf8 = smtp.Capabilities.HasFlag(SmtpCapabilities.UTF8);
        var format = FormatOptions.Default.Clone();
        format.International = message.From.Mailboxes.Concat(message.To.Mailboxes).Any(Mailboxes.NeedsUtf8);
        if (format.International && !takesUtf8)
        {
            await Quit(smtp, cancellation);
            return Refused("An address has letters beyond ASCII before the @, which the mail server does not take (it offers no SMTPUTF8). Give the contact an address in ASCII.");
        }

        attempt.IsSending = true;
        await smtp.SendAsync(format, message, cancellation, attempt);
        if (smtp.LeftOut is { Recipients: > 0 } leftOut) LogLeftOut(logger, notification.Id, leftOut.Recipients, leftOut.Status);
        await Quit(smtp, cancellation);
        return new SendResult(SendVerdict.Sent);
    }

    private async Task<Stream> Encrypt(NetworkStream connection, CancellationToken cancellation) => options.Security switch
    {
        EmailSecurity.None => connection,
        EmailSecurity.Tls => await StartTls.AtOnce(connection, tls.Options(options.Host), cancellation),
        // Not "when available": who takes the offer of encryption out of the greeting would read along.
        _ => await StartTls.After(connection, StartTls.LocalDomain(connection), tls.Options(options.Host), cancellation),
    };

    /// <summary>The message is the server's by now: however the farewell goes, it is sent.</summary>
    private static async Task Quit(CollectingSmtpClient smtp, CancellationToken cancellation)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (fault is OperationCanceledException || SmtpFaults.Judge(fault, new SmtpAttempt()) is not null)
        {
            // The connection ends with the stream.
        }
    }

    private static SendResult Refused(string error) => new(SendVerdict.Failed, Error: error, Fault: SendFault.Message);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Notification {Id} went without {Recipients} of its e-mail recipients: the mail server answered {Status}")]
    private static partial void LogLeftOut(ILogger logger, string id, int recipients, int status);
}
