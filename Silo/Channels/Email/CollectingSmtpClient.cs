using MailKit.Net.Smtp;
using MimeKit;

namespace Silo.Channels.Email;

/// <summary>Goes on when the server does not take one of the recipients, unless that one deserves another attempt, and counts the others.</summary>
/// <param name="waitForAll">Whether a recipient refused for now stops the message for all, so that nobody gets it twice.</param>
internal sealed class CollectingSmtpClient(bool waitForAll) : SmtpClient
{
    /// <summary>How many recipients the message went without, and the status of the last of them; of one refused for now, if there is any.</summary>
    public (int Recipients, int Status) LeftOut { get; private set; }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        var status = (int)response.StatusCode;
        if (waitForAll && IsForNow(status)) base.OnRecipientNotAccepted(message, mailbox, response);
        LeftOut = (LeftOut.Recipients + 1, IsForNow(LeftOut.Status) ? LeftOut.Status : status);
    }

    /// <summary>While one of them may still be accepted another time, nothing has failed for good.</summary>
    protected override void OnNoRecipientsAccepted(MimeMessage message) =>
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, (SmtpStatusCode)LeftOut.Status, "No recipient was accepted.");

    private static bool IsForNow(int status) => status is >= 400 and < 500;
}
