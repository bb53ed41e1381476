using MailKit.Net.Smtp;
using MimeKit;

namespace Silo.Channels.Email;

/// <summary>Goes on when the server does not take one of the recipients, unless that one deserves another attempt, and counts the others.</summary>
/// <param name="waitForAll">Whether a recipient refused for now stops the message for all, so that nobody gets it twice.</param>
internal sealed class CollectingSmtpClient(bool waitForAll) : SmtpClient
{
    /// <summary>How many recipients the message went without, and the status of the last of them.</summary>
    public (int Recipients, int Status) LeftOut { get; private set; }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (waitForAll && !IsForGood(response.StatusCode)) base.OnRecipientNotAccepted(message, mailbox, response);
        LeftOut = (LeftOut.Recipients + 1, (int)response.StatusCode);
    }

    /// <summary>With one of the refusals, which all are for good, or came too often.</summary>
    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, (SmtpStatusCode)LeftOut.Status, "No recipient was accepted.");

    public static bool IsForGood(SmtpStatusCode status) => (int)status >= 500;
}
