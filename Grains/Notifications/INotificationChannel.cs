using Grains.Interfaces.Subscriptions;

namespace Grains.Notifications;

/// <summary>A way out to people. Sends one message and says how that went; never throws for a target that fails.</summary>
public interface INotificationChannel
{
    /// <summary>The name that subscriptions use, such as <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>What keeps a contact from being reached over this channel, each with its field in front, such as <c>url: …</c>. Never repeats a secret.</summary>
    IEnumerable<string> Problems(Contact contact);

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
    /// <summary>Trying again would not help.</summary>
    Failed,
}

/// <param name="RetryAfter">What the target asked for, if it did.</param>
/// <param name="Error">For a person, without secrets.</param>
public readonly record struct SendResult(SendVerdict Verdict, TimeSpan? RetryAfter = null, string? Error = null);
