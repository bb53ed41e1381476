using Grains.Interfaces.Subscriptions;

namespace Grains.Notifications;

/// <summary>A way out to people. Sends one message and says how that went; never throws for a target that fails.</summary>
public interface INotificationChannel
{
    /// <summary>The name that subscriptions use, such as <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>What keeps a contact from being reached over this channel, each with its field in front, such as <c>url: …</c>. Never repeats a secret.</summary>
    IEnumerable<string> Problems(Contact contact);

    /// <summary>
    /// What a contact is reached through, such as <c>webhook https://tms.example:443</c> or <c>email smtp.example:587</c>: contacts behind the same one share its slots and its circuit. Has no secret in it.
    /// </summary>
    /// <param name="contact">Null: the target in the configuration.</param>
    string Transport(Contact? contact) => Name;

    /// <summary>So many messages are under way over one transport at the same time at most.</summary>
    int Slots => 32;

    /// <summary>What people read of a notification, for who asks later what was said; null: machines read it as it is.</summary>
    string? Words(Notification notification) => null;

    /// <param name="contact">Whom to send to; null: the target in the configuration.</param>
    Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation);
}

/// <summary>What a target answered.</summary>
public enum SendVerdict
{
    None = 0,
    Sent,
    /// <summary>Worth trying again.</summary>
    Retry,
    /// <summary>Trying again would not help: this message is refused, which says nothing of others.</summary>
    Failed,
}

/// <summary>Whose fault it is that a message did not get through.</summary>
public enum SendFault
{
    None = 0,
    /// <summary>The message's: it was refused, others may be taken.</summary>
    Message,
    /// <summary>The contact's: it takes nothing now (429, 5xx, no answer in time, a full or locked mailbox, wrong credentials). Others behind the same transport may do well.</summary>
    Target,
    /// <summary>The way's: nobody is there (no connection, no TLS, a mail server that does not answer, or turns everybody away).</summary>
    Transport,
}

/// <param name="RetryAfter">What the target asked for, if it did.</param>
/// <param name="Error">For a person, without secrets: what is wrong, and what to do.</param>
/// <param name="Fault">Set unless it was sent.</param>
/// <param name="MayHaveArrived">It is not known to have been taken, and not known to have been refused either: no answer in time, a connection that broke after the message was written, a 5xx.</param>
public readonly record struct SendResult(
    SendVerdict Verdict, TimeSpan? RetryAfter = null, string? Error = null, SendFault Fault = SendFault.None, bool MayHaveArrived = false);
