using Cluster.Tests.Kit;
using Grains.Clocks;
using Grains.Interfaces.DeadLetters;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Clocks;

public sealed class ClockTests
{
    [Fact]
    public async Task EverySiloStartsTheClocks_AndThereIsOneReminderForEach()
    {
        await using var store = await SharedStore.Create(Engine.Sqlite);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 3);

        var rows = await TestKit.Eventually.Reads(() => Reminders(cluster), static rows => rows.Count >= Clock.Count);

        rows.Count.ShouldBe(Clock.Count);
        rows.Select(row => row.GrainId).ShouldBeUnique();
        rows.ShouldAllBe(row => row.ReminderName == "tick" && row.Period == TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ATick_WorksOffWhatNobodyWasWokenFor()
    {
        await using var store = await SharedStore.Create(Engine.Sqlite);
        await using var cluster = await ClusterUnderTest.Start(store);
        await TestKit.Eventually.Reads(() => Reminders(cluster), static rows => rows.Count > 0);
        // Put there behind the silos' back, as by a silo that died right after the commit.
        await store.DeadLetters.Keep(
            new Undeliverable("default", Shipment("610"), DeadLetterReason.Parked, "Its silo died.", Milestone("610", "e1", "departed", 1)), CancellationToken.None);

        await cluster.Grains.GetGrain<IClockGrain>(0).AsReference<IRemindable>().ReceiveReminder("tick", default, TestContext.Current.CancellationToken);

        (await TestKit.Eventually.Reads(() => cluster.Shipment("610").Get(), static view => view is not null))!.Status.ShouldBe("departed");
    }

    private static async Task<IList<ReminderEntry>> Reminders(ClusterUnderTest cluster)
    {
        var table = cluster.Silos.GetSiloServiceProvider(cluster.Silos.Silos[0].SiloAddress).GetRequiredService<IReminderTable>();
        return (await table.ReadRows(0, 0, TestContext.Current.CancellationToken)).Reminders;
    }
}
