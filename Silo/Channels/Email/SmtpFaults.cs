using System.Net.Sockets;
using Grains.Notifications;
using MailKit;
using MailKit.Net.Smtp;
using Silo.Channels.Outgoing;
using SignInException = MailKit.Security.AuthenticationException;
using TlsException = System.Security.Authentication.AuthenticationException;

namespace Silo.Channels.Email;

/// <summary>What an attempt's end means for the message. Servers repeat addresses, accounts and more in their answers: of these only the status is told.</summary>
internal static class SmtpFaults
{
    private const string SignIn = "The mail server did not accept Flexport:Notifications:Email:User and Password";

    /// <summary>"Service not available", said at any time: it turns everybody away.</summary>
    private const int Closing = 421;

    /// <summary>"Exceeded storage allocation", said of a sender's message: it is too large.</summary>
    private const int TooLarge = 552;

    /// <summary>Null for what is no fault of the server or of the way there.</summary>
    public static SendResult? Judge(Exception fault, SmtpAttempt attempt) => fault switch
    {
        ForbiddenTargetException => Unreached(fault.Message),
        // People mend a password while the retries last.
        SignInException => OfTarget($"{SignIn}{StatusOf(fault.Message)}."),
        ServiceNotAuthenticatedException => OfTarget("The mail server asks who sends: set Flexport:Notifications:Email:User and Password."),
        TlsException => Unreached("The mail server is not who it should be: no encryption could be agreed on, or its certificate is not trusted."),
        NotSupportedException => Unreached("The mail server offers no encryption, or no way to sign in, as Flexport:Notifications:Email asks for."),
        SmtpCommandException command => Judge(command, attempt),
        SmtpProtocolException or ServiceNotConnectedException => Broken("The mail server does not speak SMTP, or has hung up.", attempt),
        SocketException socket => Broken($"The mail server cannot be reached: {socket.SocketErrorCode}.", attempt),
        IOException => Broken("The connection to the mail server broke.", attempt),
        _ => null,
    };

    /// <summary>There was no end in time.</summary>
    public static SendResult TimedOut(TimeSpan timeout, SmtpAttempt attempt) => Broken($"The mail server did not take it within {timeout.TotalSeconds:0.#} s.", attempt);

    private static SendResult Judge(SmtpCommandException command, SmtpAttempt attempt)
    {
        var status = (int)command.StatusCode;
        if (status == Closing || !attempt.IsSending) return Unreached($"The mail server answered {status}.");
        return command.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => Refusal(status, "any of the recipients"),
            // A setting, which people mend while the retries last; until then nobody hears anything.
            SmtpErrorCode.SenderNotAccepted when status != TooLarge => Unreached($"The mail server did not accept Flexport:Notifications:Email:From (status {status})."),
            _ => Refusal(status, "the message"),
        };
    }

    /// <summary>The status that the library puts before the server's words.</summary>
    private static string StatusOf(string message) =>
        message.Length >= 3 && message.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0 ? $" (status {message[..3]})" : "";

    private static SendResult Refusal(int status, string what)
    {
        var error = $"The mail server did not accept {what} (status {status}).";
        return status >= 500 ? new SendResult(SendVerdict.Failed, Error: error, Fault: SendFault.Message) : OfTarget(error);
    }

    private static SendResult OfTarget(string error) => new(SendVerdict.Retry, Error: error, Fault: SendFault.Target);

    private static SendResult Unreached(string error) => new(SendVerdict.Retry, Error: error, Fault: SendFault.Transport);

    private static SendResult Broken(string error, SmtpAttempt attempt) => Unreached(error) with { MayHaveArrived = attempt.IsWritten };
}
