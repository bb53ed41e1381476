using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Grains.Subscriptions;

/// <summary>A subscription as whoever expands announcements needs it.</summary>
/// <param name="Id">That of the subscription, or <c>default:</c> and the channel for the stakeholder of the configuration.</param>
/// <param name="Source">Null: every source.</param>
/// <param name="Channel">The name of a channel.</param>
/// <param name="Target">What it is sent to: see <see cref="Targets"/>.</param>
public sealed record Subscriber(string Id, string? Source, string Channel, string Target, IReadOnlyList<string> Topics, SubscriptionFilter Filter)
{
    /// <summary>Given to a subscription when it is made; all zero for the stakeholder of the configuration.</summary>
    public Guid Generation { get; init; }

    /// <summary>Hears nothing new, but what corrects what was told is noted.</summary>
    public bool IsPaused { get; init; }

    /// <summary>An estimate is told when it differs by more than this from the one told last.</summary>
    public TimeSpan EstimateThreshold { get; init; }

    public Timing Timing { get; init; } = Timing.AtOnce;

    /// <summary>The stakeholder's day.</summary>
    public LocalHours Hours { get; init; } = LocalHours.AlwaysUtc;

    /// <summary>Who hears of what did not get through, and how long after it was to be sent.</summary>
    public (BackupTarget Target, TimeSpan After)? Backup { get; init; }

    /// <summary>What was announced before is not told.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The stakeholder of the configuration: hears over the channel's own target that freight departed, arrived, was delivered.</summary>
    public static Subscriber Configured(string channel) =>
        new($"default:{channel}", null, channel, channel, Interfaces.Subscriptions.Topics.Default, SubscriptionFilter.All);

    /// <summary>A subscription of a source; null when who it names is not there.</summary>
    public static Subscriber? Of(string source, Subscription subscription, IReadOnlyDictionary<string, Stakeholder> stakeholders)
    {
        if (!stakeholders.TryGetValue(subscription.Stakeholder, out var stakeholder) || Find(stakeholder, subscription.Contact) is not { } contact) return null;
        return new Subscriber(subscription.Id, source, contact.Channel, Targets.Of(source, stakeholder.Id, contact.Id), subscription.Topics, subscription.Filter)
        {
            Generation = subscription.Generation,
            IsPaused = subscription.Paused,
            EstimateThreshold = TimeSpan.FromHours(subscription.EstimateThresholdHours),
            Timing = subscription.Timing,
            Hours = LocalHours.Of(stakeholder),
            Backup = subscription.Backup is { } backup && stakeholders.TryGetValue(backup.Stakeholder, out var other) && Find(other, backup.Contact) is { } second
                ? (new BackupTarget(second.Channel, Targets.Of(source, other.Id, second.Id)), TimeSpan.FromMinutes(backup.AfterMinutes))
                : null,
            Since = subscription.ResumedAt ?? subscription.CreatedAt,
        };
    }

    private static Contact? Find(Stakeholder stakeholder, string contact) => stakeholder.Contacts.FirstOrDefault(one => one.Id == contact);
}
