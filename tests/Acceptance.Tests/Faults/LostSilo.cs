using System.Diagnostics;
using Acceptance.Tests.Deployments;

namespace Acceptance.Tests.Faults;

/// <summary>One of two silos ends or hangs under load; the front end is told nothing that is not kept.</summary>
public sealed class LostSilo : IAsyncLifetime
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan AppliesWithin = TimeSpan.FromMinutes(3);
    private readonly ClusterDeployment cluster = new();

    public ValueTask InitializeAsync() => cluster.InitializeAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Killed_NothingIsLostAndTheOtherTakesOver(int silo)
    {
        await using var load = SteadyLoad.Start(cluster.Front);
        await load.MoreAcknowledged(500);
        await cluster.Silos[silo].Kill();

        // More than all that can be parked without an entity: the entities of the dead silo live again.
        await load.MoreAcknowledged(500, RecoversWithin);
        await load.Stop();
        await EverythingIsApplied(load);
        load.ShouldHaveHeardOnly(200, 503);
        load.LongestAnswer.ShouldBeLessThan(AnswersWithin);
    }

    [Fact]
    public async Task StoppedInGoodOrder_NothingIsLost()
    {
        await using var load = SteadyLoad.Start(cluster.Front);
        await load.MoreAcknowledged(300);
        (await cluster.Silos[1].Stop()).ShouldBe(0);
        await load.MoreAcknowledged(300, RecoversWithin);
        await load.Stop();
        await EverythingIsApplied(load);
        load.ShouldHaveHeardOnly(200, 503);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Hanging_AnswersComeInTimeAndWhatWasAcceptedIsApplied(int silo)
    {
        await using var load = SteadyLoad.Start(cluster.Front);
        await load.MoreAcknowledged(300);
        cluster.Silos[silo].Suspend();
        await load.MoreAcknowledged(300, RecoversWithin);
        await load.Stop();

        // While it still hangs, with all its connections and its locks.
        await EverythingIsApplied(load);
        load.ShouldHaveHeardOnly(200, 503);
        load.LongestAnswer.ShouldBeLessThan(AnswersWithin);

        // It comes back, believes for a moment that it is still the owner, and must not spoil anything.
        cluster.Silos[silo].Resume();
        await using var more = SteadyLoad.Start(cluster.Front);
        await more.MoreAcknowledged(300, RecoversWithin);
        await more.Stop();
        await EverythingIsApplied(more);
        await load.ShouldBeKept(cluster.Client);
    }

    private async Task EverythingIsApplied(SteadyLoad load)
    {
        await load.SendRefusedAgain(cluster.Client);
        var clock = Stopwatch.StartNew();
        await SteadyLoad.NothingIsParked(cluster.Client, AppliesWithin);
        TestContext.Current.TestOutputHelper?.WriteLine($"nothing was parked any more after {clock.Elapsed.TotalSeconds:0.0} s");
        await load.ShouldBeKept(cluster.Client);
    }
}
