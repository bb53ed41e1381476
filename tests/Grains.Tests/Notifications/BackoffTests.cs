using Grains.Notifications;

namespace Grains.Tests.Notifications;

public sealed class BackoffTests
{
    private static readonly NotificationOptions Options = new() { FirstRetry = TimeSpan.FromSeconds(1), LongestRetry = TimeSpan.FromSeconds(60) };

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(2, 1.0, 2.0)]
    [InlineData(6, 1.0, 32.0)]
    [InlineData(7, 1.0, 60.0)]
    [InlineData(10_000, 1.0, 60.0)]
    [InlineData(10_000, 0.0, 30.0)]
    public void WaitsTwiceAsLongEachTime_HalfOfItByChance_UpToTheLongest(int attempts, double chance, double seconds) =>
        Backoff.Wait(attempts, Options, chance, null).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void WhatTheTargetAsksFor_IsTheLeast()
    {
        Backoff.Wait(1, Options, 1, TimeSpan.FromSeconds(120)).ShouldBe(TimeSpan.FromSeconds(120));
        Backoff.Wait(6, Options, 1, TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.FromSeconds(32));
    }
}
