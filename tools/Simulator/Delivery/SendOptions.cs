namespace Simulator.Delivery;

/// <summary>How a schedule is sent.</summary>
/// <param name="Connections">How many deliveries are on their way at the same time.</param>
/// <param name="RetryAll">Flexport's way: whatever is not answered 200 is put back and sent again later. Else only what got no answer or 503 is, at once.</param>
/// <param name="Patience">How long after its first failure a delivery is still tried.</param>
/// <param name="Backoff">The waits between attempts.</param>
/// <param name="Timeout">How long one answer may take.</param>
/// <param name="TellEvery">Progress is told after so many more deliveries; 0: each second.</param>
internal sealed record SendOptions(
    IReadOnlyList<Uri> Urls, Signing Signing, int Connections, Pace Pace, bool RetryAll, TimeSpan Patience, Backoff Backoff, TimeSpan Timeout, int Seed, int TellEvery = 0)
{
    /// <summary>Short waits: a service that comes back is used at once.</summary>
    public static Backoff AtOnce { get; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    /// <summary>Waits as a sender of webhooks makes them.</summary>
    public static Backoff Later { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
}
