using System.Diagnostics;
using Acceptance.Tests.Deployments;

namespace Acceptance.Tests.Faults;

/// <summary>One of two silos ends or hangs under load; the front end is told nothing that is not kept.</summary>
public sealed class LostSilo : IAsyncLifetime
{
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
        await load.MoreAcknowledged(500);
        await load.Stop();
        await EverythingIsApplied(load);
        load.ShouldHaveHeardOnly(200, 503);
        load.LongestAnswer.ShouldBeLessThan(SteadyLoad.OrleansWouldWait);
    }

    [Fact]
    public async Task StoppedInGoodOrder_NothingIsLost()
    {
        await using var load = SteadyLoad.Start(cluster.Front);
        await load.MoreAcknowledged(300);
        (await cluster.Silos[1].Stop()).ShouldBe(0);
        await load.MoreAcknowledged(300);
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
        await load.MoreAcknowledged(300);
        await load.Stop();

        // While it still hangs, with all its connections and its locks.
        await EverythingIsApplied(load);
        load.ShouldHaveHeardOnly(200, 503);
        load.LongestAnswer.ShouldBeLessThan(SteadyLoad.OrleansWouldWait);

        // It comes back, believes for a moment that it is still the owner, and must not spoil anything.
        cluster.Silos[silo].Resume();
        await using var more = SteadyLoad.Start(cluster.Front);
        await more.MoreAcknowledged(300);
        await more.Stop();
        await EverythingIsApplied(more);
        await load.ShouldBeKept(cluster.Client);
    }

    private async Task EverythingIsApplied(SteadyLoad load)
    {
        await load.SendRefusedAgain(cluster.Client);
        var clock = Stopwatch.StartNew();
        await SteadyLoad.NothingIsParked(cluster.Client);
        TestContext.Current.TestOutputHelper?.WriteLine($"nothing was parked any more after {clock.Elapsed.TotalSeconds:0.0} s");
        await load.ShouldBeKept(cluster.Client);
    }
}
