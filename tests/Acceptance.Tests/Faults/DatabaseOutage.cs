using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Faults;

/// <summary>PostgreSQL goes away and comes back: the service says so, and is itself again without help.</summary>
public sealed class DatabaseOutage : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);
    private PostgresServer database = null!;
    private ServiceProcess service = null!;

    public async ValueTask InitializeAsync()
    {
        database = await PostgresServer.Start();
        service = await ServiceProcess.Start(new ServiceSettings("Silo", new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = database.ConnectionString }));
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null) await service.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    [Fact]
    public async Task Crashed_TheServiceSays503AndRecoversWithItsData()
    {
        await using var load = SteadyLoad.Start(service);
        await load.MoreAcknowledged(300);
        await database.Crash();
        await SaysThatItCannot();
        await database.StartAgain();
        await Recovers(load);
    }

    [Fact]
    public async Task Hanging_TheServiceSays503InTimeAndRecoversWithItsData()
    {
        await using var load = SteadyLoad.Start(service);
        await load.MoreAcknowledged(300);
        database.Suspend();
        await SaysThatItCannot();
        database.Resume();
        await Recovers(load);
    }

    private async Task SaysThatItCannot()
    {
        var n = 0;
        var refusal = await Eventually.Reads(
            () => service.Client.Deliver(DialectA.Milestone($"o-e{n++}", "o-1", "departed", Begin)),
            answer => answer.Status != 200);
        refusal.Status.ShouldBe(503);
        refusal.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        await Eventually.Reads(() => service.Client.Status("/health/ready"), status => status == 503);
        (await service.Client.Status("/health/live")).ShouldBe(200);
    }

    private async Task Recovers(SteadyLoad load)
    {
        await Eventually.Reads(() => service.Client.Status("/health/ready"), status => status == 200);
        await load.MoreAcknowledged(300);
        await load.Stop();
        load.ShouldHaveHeardOnly(200, 503);
        load.LongestAnswer.ShouldBeLessThan(SteadyLoad.OrleansWouldWait);

        await load.SendRefusedAgain(service.Client);
        await SteadyLoad.NothingIsParked(service.Client);
        await load.ShouldBeKept(service.Client);
        service.HasExited.ShouldBeFalse();
    }
}
