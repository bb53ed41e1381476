using Grains.Interfaces.Entities;

namespace Grains.Notifications;

/// <summary>One message owed to one subscription.</summary>
/// <param name="Id">Stable over retries: see <see cref="NotificationIds"/>.</param>
/// <param name="Target">What it is sent to: the channel's name for the one in the configuration, <c>source/stakeholder/contact</c> for a stakeholder's.</param>
/// <param name="Key">Of a digest the source, with no kind and no id.</param>
/// <param name="AnnouncedAt">Of a digest: when it was begun.</param>
/// <param name="Message">One JSON object in UTF-8, as the announcement has it. Of a digest: see <see cref="Lanes.DigestContent"/>.</param>
/// <param name="Attempts">How often it has been tried since it was made, or since a person had it tried again; this time included.</param>
/// <param name="Retries">How often a person had it tried again.</param>
public sealed record Notification(
    string Id,
    string Subscription,
    string Channel,
    string Target,
    EntityKey Key,
    string Thing,
    int Revision,
    DateTimeOffset AnnouncedAt,
    ReadOnlyMemory<byte> Message,
    int Attempts,
    int Retries = 0)
{
    /// <summary>What the subscription was told of the same thing before, as the announcement of then had it; null: nothing. Then the message is news, and corrects nothing.</summary>
    public ReadOnlyMemory<byte>? Told { get; init; }

    /// <summary>Of the subscription, for links that end it; null: it is nobody's own.</summary>
    public Guid? Generation { get; init; }
}
