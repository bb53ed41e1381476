using Grains;
using Grains.DeadLetters;
using Grains.Domain.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;
using Grains.Journal;
using Grains.Lists;
using Grains.Notifications;
using Grains.Relays;
using Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;
using Orleans.TestingHost;

namespace Cluster.Tests.Kit;

/// <summary>Several silos in one process over one store. What a crash does is shown with real processes in Acceptance.Tests.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Century = TimeSpan.FromDays(36_525);


    // The voyages of tests are of a past that a clock would find overdue.
    private static readonly DeadlinePolicy Patient = new() { Grace = Century, ReturnWithin = Century, HoldWithin = Century, Silence = Century, SilenceOcean = Century, SilenceAir = Century, SilenceTruck = Century, SilenceRail = Century };

    private readonly InProcessTestCluster cluster;

    private ClusterUnderTest(InProcessTestCluster cluster, TurnsTaken turns)
    {
        this.cluster = cluster;
        Turns = turns;
    }

    public TurnsTaken Turns { get; }

    /// <summary>
    /// How long a delivery waits for one call. A call to a silo that has died is answered by nobody: a test that kills one is short of patience, as the
    /// front end is. With others a call that is made twice would be a duplicate of itself.
    /// </summary>
    public TimeSpan Patience { get; set; } = TestKit.Eventually.Hanging;
    public InProcessTestCluster Silos => cluster;

    /// <summary>Waits until lists show all that has been acknowledged.</summary>
    public Task ListsFollowed() => TestKit.Eventually.Holds(() => cluster.Silos.All(static silo => silo.ServiceProvider.GetRequiredService<ListInstruments>().Waiting == 0));

    public IGrainFactory Grains => cluster.Client;

    /// <param name="channel">Where notifications go; none are sent without it.</param>
    /// <param name="time">
    /// What the silo, its timers and reminders go by: only of one silo, for silos watch each other by it. Without it they go by the machine's time, in which no deadline passes.
    /// </param>
    /// <param name="notifying">How notifications are sent; else with short waits.</param>
    public static async Task<ClusterUnderTest> Start(
        SharedStore store, short silos = 2, INotificationChannel? channel = null, TimeProvider? time = null, Action<NotificationOptions>? notifying = null)
    {
        var turns = new TurnsTaken();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IJournalStore>(store.Journal);
            silo.Services.AddSingleton<IListStore>(store.Lists);
            silo.Services.AddSingleton(store.DeadLetters);
            silo.Services.AddSingleton(store.Commits);
            silo.Services.AddSingleton(store.Messages);
            silo.Services.AddSingleton(store.Lanes);
            silo.Services.AddSingleton(store.Subscriptions);
            silo.Services.AddSingleton<IRelayStore>(store.Relays);
            silo.Services.AddSingleton(store.Deadlines);
            if (time is null)
            {
                silo.Services.AddSingleton(Patient);
            }
            else
            {
                silo.Services.AddSingleton(time);
                silo.Services.AddKeyedSingleton(ReminderTimeProviderNames.Reminders, time);
            }

            if (channel is not null)
            {
                silo.Services.AddSingleton(channel);
                silo.Services.AddSingleton<IReadOnlyList<Subscriber>>([Subscriber.Configured(channel.Name)]);
                silo.Services.Configure<NotificationOptions>(options =>
                {
                    options.OldestAnnounced = Century; // the voyages of tests are of a past
                    options.FirstRetry = TimeSpan.FromMilliseconds(20);
                    options.LongestRetry = TimeSpan.FromMilliseconds(100);
                    options.BreakerPause = TimeSpan.FromMilliseconds(20);
                    options.LongestBreakerPause = TimeSpan.FromMilliseconds(100);
                    notifying?.Invoke(options);
                });
            }

            silo.Services.AddKeyedSingleton<Orleans.Storage.IGrainStorage>(GrainsRegistration.SnapshotStorage, store.Snapshots);
            silo.AddIncomingGrainCallFilter(turns);
            silo.UseInMemoryReminderService();
            silo.AddFlexportGrains();
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ClusterUnderTest(cluster, turns);
    }

    /// <summary>Entries that the silos' journals have taken and not yet written.</summary>
    public long Waiting => cluster.Silos.Sum(silo => cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<JournalWriter>().Waiting);

    public IShipmentGrain Shipment(string id) => Grains.GetGrain<IShipmentGrain>(Deliveries.Shipment(id).ToString());

    /// <summary>What the front end does with a delivery: calls again while an activation is being replaced or the store fails.</summary>
    public Task<Receipt> Deliver(string shipment, Delivery delivery) => Deliver(Deliveries.Shipment(shipment), delivery);

    public async Task<Receipt> Deliver(EntityKey entity, Delivery delivery)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Grains.Entity(entity).Receive(delivery).WaitAsync(Patience);
            }
            catch (Exception reason) when (attempt < 200 && reason is ActivationDroppedException or StoreUnavailableException or Orleans.Runtime.OrleansException or TimeoutException)
            {
                await Task.Delay(Random.Shared.Next(1, 20));
            }
        }
    }

    /// <summary>Ends the activation, as idleness would; the next call finds a cold one.</summary>
    public Task Deactivate(string shipment) => cluster.DeactivateAsync(Shipment(shipment));

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}
