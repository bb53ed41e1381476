using System.Net.Sockets;
using Grains.Notifications;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Silo.Channels.Outgoing;

namespace Silo.Channels.Email;

/// <summary>What an attempt's end means for the message. Servers repeat addresses, accounts and more in their answers: of these only the status is told.</summary>
internal static class SmtpFaults
{
    private const string SignIn = "The mail server did not accept Flexport:Notifications:Email:User and Password";

    /// <summary>Null for what is no fault of the server or of the way there.</summary>
    public static SendResult? Judge(Exception fault) => fault switch
    {
        ForbiddenTargetException => Retry(fault.Message),
        // People mend a password while the retries last.
        AuthenticationException => Retry($"{SignIn}{StatusOf(fault.Message)}."),
        ServiceNotAuthenticatedException => Retry("The mail server asks who sends: set Flexport:Notifications:Email:User and Password."),
        SslHandshakeException => Retry("The mail server is not who it should be: no encryption could be agreed on, or its certificate is not trusted."),
        NotSupportedException => Retry("The mail server offers no encryption, or no way to sign in, as Flexport:Notifications:Email asks for."),
        SmtpCommandException command => Judge(command),
        SmtpProtocolException or ServiceNotConnectedException => Retry("The mail server does not speak SMTP, or has hung up."),
        SocketException socket => Retry($"The mail server cannot be reached: {socket.SocketErrorCode}."),
        IOException => Retry("The connection to the mail server broke."),
        _ => null,
    };

    private static SendResult Judge(SmtpCommandException command)
    {
        var status = (int)command.StatusCode;
        return command.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => Refusal(status, "any of the recipients"),
            SmtpErrorCode.MessageNotAccepted => Refusal(status, "the message"),
            // A setting, which people mend while the retries last.
            SmtpErrorCode.SenderNotAccepted => Retry($"The mail server did not accept Flexport:Notifications:Email:From (status {status})."),
            _ => Retry($"The mail server answered {status}."),
        };
    }

    /// <summary>The status that the library puts before the server's words.</summary>
    private static string StatusOf(string message) =>
        message.Length >= 3 && message.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0 ? $" (status {message[..3]})" : "";

    private static SendResult Refusal(int status, string what)
    {
        var error = $"The mail server did not accept {what} (status {status}).";
        return status >= 500 ? new SendResult(SendVerdict.Failed, Error: error) : Retry(error);
    }

    private static SendResult Retry(string error) => new(SendVerdict.Retry, Error: error);
}
