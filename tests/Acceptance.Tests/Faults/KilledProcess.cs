using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Faults;

/// <summary>SIGKILL at the worst moment: what was answered with 200 is there, once.</summary>
public sealed class KilledProcess
{
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    [Theory, MemberData(nameof(Engines))]
    public async Task RightAfterThe200_TheStateIsKept_TheRepeatIsKnown_TheMessageIsDelivered(Engine engine)
    {
        const string shipment = "k-1";
        var departed = DialectA.Milestone("k-e1", shipment, "departed", Begin);
        var port = FreePort.Next();
        await using var store = await Store.Create(engine);
        var settings = new ServiceSettings("Silo", store.Settings)
        {
            Notifications = new Uri($"http://127.0.0.1:{port}/stakeholder"),
            More = new Dictionary<string, string> { ["Flexport__Notifications__Webhook__Timeout"] = "00:00:04" },
        };
        await using (var before = await ServiceProcess.Start(settings))
        {
            // Nobody listens there yet: the message is owed when the process dies.
            (await before.Client.Deliver(departed)).Outcome.ShouldBe("applied");
            await before.Kill();
        }

        await using var after = await ServiceProcess.Start(settings);
        var now = (await after.Client.Read($"/api/shipments/{shipment}")).ShouldNotBeNull();
        now.At("status").ShouldBe("departed");
        now.At("version").ShouldBe("1");
        (await after.Client.Deliver(departed)).Outcome.ShouldBe("duplicate");
        await after.Client.ShouldHaveOnce(shipment, ["k-e1"]);

        await using var stakeholder = await RecordingWebhook.Start(port);
        await Eventually.Reads(() => after.Client.ReadAll($"/api/announcements?shipment={shipment}"), IsSent);
        // Once, or again under the same id where this machine was too busy for its answer to come in time.
        stakeholder.Accepted.Select(one => one.Id).Distinct().ShouldHaveSingleItem();
        var message = stakeholder.Accepted[0];
        message.Entity.ShouldBe(shipment);
        message.Milestone.ShouldBe("departed");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task UnderLoad_NoAcknowledgedEventIsLostOrThereTwice(Engine engine)
    {
        const int rounds = 3;
        await using var store = await Store.Create(engine);
        var settings = new ServiceSettings("Silo", store.Settings);
        var loads = new List<SteadyLoad>();
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await ServiceProcess.Start(settings);
            foreach (var before in loads) await before.ShouldBeKept(service.Client);
            await using var load = SteadyLoad.Start(service);
            loads.Add(load);
            await load.MoreAcknowledged(500);
            await service.Kill();
            await load.Stop();
        }

        await using var last = await ServiceProcess.Start(settings);
        foreach (var load in loads)
        {
            await load.ShouldBeKept(last.Client);
            // Among these are events that were committed though nobody could be told: these must turn out as repeats.
            await load.SendRefusedAgain(last.Client);
            await load.ShouldBeKept(last.Client);
            load.ShouldHaveHeardOnly(200, 0);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task StoppedInGoodOrder_ItEndsWithCode0AndKeepsAll(Engine engine)
    {
        await using var store = await Store.Create(engine);
        var settings = new ServiceSettings("Silo", store.Settings);
        SteadyLoad load;
        await using (var service = await ServiceProcess.Start(settings))
        {
            load = SteadyLoad.Start(service);
            await using var ended = load;
            await load.MoreAcknowledged(300);
            (await service.Stop()).ShouldBe(0);
        }

        await using var after = await ServiceProcess.Start(settings);
        load.ShouldHaveHeardOnly(200, 503, 0);
        await load.ShouldBeKept(after.Client);
    }

    // The reading of commits is the dead process's until its lease ends: until then there is no notification.
    private static bool IsSent(IReadOnlyList<System.Text.Json.JsonElement> announcements) =>
        announcements.Count == 1 && announcements[0].GetProperty("notifications") is var notifications && notifications.GetArrayLength() > 0
        && notifications.EnumerateArray().All(notification => notification.At("state") == "sent");
}
