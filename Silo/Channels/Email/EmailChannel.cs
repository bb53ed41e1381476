using System.Net;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using MailKit.Security;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Channels.Email;

/// <summary>Sends announcements as e-mails by SMTP, over a connection of their own each.</summary>
internal sealed partial class EmailChannel(
    IOptions<EmailChannelOptions> options, GuardedConnector connector, TimeProvider time, ILogger<EmailChannel> logger) : INotificationChannel, IDisposable
{
    public const string ChannelName = "email";

    /// <summary>Mail servers count the connections of a client, and turn away one that has many.</summary>
    private const int Connections = 4;

    /// <summary>Attempts, about eight minutes, after which a recipient refused for now does not keep the news from the others any longer.</summary>
    private const int AttemptsForAll = 10;

    private readonly EmailChannelOptions options = options.Value;
    private readonly Letter letter = new(options.Value);
    private readonly SemaphoreSlim free = new(Connections);

    public string Name => ChannelName;

    public void Dispose() => free.Dispose();

    public IEnumerable<string> Problems(Contact contact) => ContactFields.Problems(
        contact,
        EmailChannelOptions.IsMailbox(contact.Address) ? [] : ["Address is one e-mail address, such as ops@example.com."],
        nameof(contact.Address));

    public async Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Timeout);
        try
        {
            await free.WaitAsync(patience.Token);
            try
            {
                return await Deliver(notification, contact, patience.Token);
            }
            finally
            {
                free.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendResult(SendVerdict.Retry, Error: $"The mail server did not take it within {options.Timeout.TotalSeconds:0.#} s.");
        }
        catch (Exception fault) when (SmtpFaults.Judge(fault) is { } result)
        {
            return result;
        }
    }

    private async Task<SendResult> Deliver(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        using var message = letter.Write(notification, contact, time.GetUtcNow());
        using var smtp = new CollectingSmtpClient(waitForAll: notification.Attempts < AttemptsForAll);
        // Asking whether a certificate is withdrawn would connect where the guard does not look.
        smtp.CheckCertificateRevocation = false;
        await using var stream = await connector.Connect(new DnsEndPoint(options.Host!, options.PortInUse), cancellation);
        await smtp.ConnectAsync(stream, options.Host!, options.PortInUse, Security(options.Security), cancellation);
        if (!string.IsNullOrEmpty(options.User)) await smtp.AuthenticateAsync(options.User, options.Password!, cancellation);
        await smtp.SendAsync(message, cancellation);
        if (smtp.LeftOut is { Recipients: > 0 } leftOut) LogLeftOut(logger, notification.Id, leftOut.Recipients, leftOut.Status);
        await Quit(smtp, cancellation);
        return new SendResult(SendVerdict.Sent);
    }

    /// <summary>The message is the server's by now: however the farewell goes, it is sent.</summary>
    private static async Task Quit(CollectingSmtpClient smtp, CancellationToken cancellation)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault) when (fault is OperationCanceledException || SmtpFaults.Judge(fault) is not null)
        {
            // The connection ends with the stream.
        }
    }

    private static SecureSocketOptions Security(EmailSecurity security) => security switch
    {
        EmailSecurity.None => SecureSocketOptions.None,
        EmailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        // Not "when available": who takes the offer of encryption out of the greeting would read along.
        _ => SecureSocketOptions.StartTls,
    };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Notification {Id} went without {Recipients} of its e-mail recipients: the mail server answered {Status}")]
    private static partial void LogLeftOut(ILogger logger, string id, int recipients, int status);
}
