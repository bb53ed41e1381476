using Grains.Interfaces.Subscriptions;

namespace Silo.Storage;

/// <summary>A subscription as it is saved.</summary>
/// <param name="Saved">With what the store gives it.</param>
internal readonly record struct SubscriptionChange(Subscription Saved, bool IsNew)
{
    /// <param name="wanted">As it was given.</param>
    /// <param name="before">What is stored; null: nothing.</param>
    /// <param name="createdAt">Of what is stored.</param>
    /// <param name="now">By the clock that commits go by, as cut as it will be read back.</param>
    public static SubscriptionChange Of(Subscription wanted, SubscriptionRow? before, DateTimeOffset createdAt, long version, DateTimeOffset now)
    {
        if (before is not { } row) return new SubscriptionChange(wanted with { CreatedAt = now, Generation = Guid.NewGuid(), ResumedAt = null, Version = version }, true);
        var read = row.Subscription;
        var resumedAt = read is { Paused: true } && !wanted.Paused ? now : read?.ResumedAt;
        return new SubscriptionChange(wanted with { CreatedAt = createdAt, Generation = row.Generation, ResumedAt = resumedAt, Version = version }, false);
    }
}
