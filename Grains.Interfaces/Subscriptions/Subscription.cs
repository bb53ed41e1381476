namespace Grains.Interfaces.Subscriptions;

/// <summary>What a stakeholder wants to hear over one of their contacts.</summary>
/// <param name="Id">1–64 characters of <c>a–z 0–9 - _</c>; within a source. Part of the uniqueness of a notification.</param>
/// <param name="Stakeholder">Who.</param>
/// <param name="Contact">Over which of their contacts.</param>
/// <param name="Topics">What about: see <see cref="Subscriptions.Topics"/>. At least one.</param>
/// <param name="Filter">Of which freight.</param>
/// <param name="EstimateThresholdHours">An estimate is told when it differs from the one told last by more than so many hours; 0: whenever it changes.</param>
/// <param name="Timing">When.</param>
/// <param name="Backup">Who hears instead when it did not get through; only for what is sent at once.</param>
/// <param name="CreatedAt">UTC, by the store's clock. What was announced before is not told.</param>
/// <param name="Generation">Given by the store when it is made, and kept over changes: one of the same id that is made anew inherits nothing.</param>
/// <param name="Paused">It hears of nothing new that is announced meanwhile, and what waits is held.</param>
/// <param name="ResumedAt">UTC, by the store's clock: when its last pause ended. What was announced before is not told. Null: it was never paused.</param>
/// <param name="Version">Given by the store: higher with each change.</param>
[GenerateSerializer, Immutable, Alias("flexport.Subscription")]
public sealed record Subscription(
    [property: Id(0)] string Id,
    [property: Id(1)] string Stakeholder,
    [property: Id(2)] string Contact,
    [property: Id(3)] IReadOnlyList<string> Topics,
    [property: Id(4)] SubscriptionFilter Filter,
    [property: Id(5)] int EstimateThresholdHours,
    [property: Id(6)] Timing Timing,
    [property: Id(7)] Backup? Backup,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] Guid Generation = default,
    [property: Id(10)] bool Paused = false,
    [property: Id(11)] DateTimeOffset? ResumedAt = null,
    [property: Id(12)] long Version = 0);

/// <summary>When a subscription's messages go out.</summary>
public enum Timing
{
    None = 0,
    /// <summary>At once, whatever the time.</summary>
    AtOnce,
    /// <summary>At once, or when the stakeholder's quiet hours end.</summary>
    OutsideQuietHours,
    /// <summary>All of a day in one message, at the stakeholder's time for it.</summary>
    DailyDigest,
}

/// <summary>Who hears of what did not get through.</summary>
/// <param name="AfterMinutes">Counted from when it was to be sent; what has failed for good is passed on at once.</param>
[GenerateSerializer, Immutable, Alias("flexport.Backup")]
public sealed record Backup([property: Id(0)] string Stakeholder, [property: Id(1)] string Contact, [property: Id(2)] int AfterMinutes);
