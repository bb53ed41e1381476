namespace Grains.Subscriptions;

/// <summary>What is to become of what waits for a subscription.</summary>
public enum Hearing
{
    None = 0,
    /// <summary>It is sent.</summary>
    Hears,
    /// <summary>It waits on: the subscription is paused, or it or its stakeholder cannot be read.</summary>
    Held,
    /// <summary>It is not sent any more: there is no such subscription, or one of another generation.</summary>
    Gone,
}
