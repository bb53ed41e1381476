using Grains.Clocks;
using Grains.Commits;
using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Entities;
using Grains.Journal;
using Grains.Lists;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Relays;
using Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Grains;

/// <summary>Registers what the grains need: rules, journal, dispatcher, relays, clocks. The stores come from the storage engine, channels and subscriptions from the host.</summary>
public static class GrainsRegistration
{
    /// <summary>The name of the Orleans grain storage that keeps snapshots.</summary>
    public const string SnapshotStorage = "snapshots";

    public static ISiloBuilder AddFlexportGrains(this ISiloBuilder silo)
    {
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeadlinePolicy>();
        services.AddSingleton<ShipmentRules>().AddSingleton<PurchaseOrderRules>().AddSingleton<InvoiceRules>().AddSingleton<UnlinkedRules>();

        services.AddOptions<JournalOptions>().BindConfiguration(JournalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<JournalInstruments>().AddSingleton<JournalWriter>().AddSingleton<JournalLoader>().AddSingleton<EntityServices>();

        services.AddOptions<ListOptions>().BindConfiguration(ListOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ListInstruments>().AddSingleton<ListTakeover>().AddSingleton<ListProjector>().AddSingleton<ICommitListener>(static provider => provider.GetRequiredService<ListProjector>());
        services.AddHostedService(static provider => provider.GetRequiredService<ListProjector>());
        // Before the silo's own service: services end in reverse order.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ListDrain>());

        services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IReadOnlyList<Subscriber>>([]);
        services.AddSingleton<SubscriptionInstruments>().AddSingleton<Subscribers>().AddSingleton<AnnouncementExpansion>();
        services.AddSingleton<Circuits>().AddSingleton<Transports>().AddSingleton<DigestCloser>().AddSingleton<LaneSender>().AddSingleton<MailboxRounds>();
        services.AddSingleton<NotificationInstruments>().AddSingleton<NotificationDispatcher>().AddHostedService(static provider => provider.GetRequiredService<NotificationDispatcher>());
        services.AddSingleton<CommitInstruments>().AddSingleton<ExpansionLoop>().AddHostedService(static provider => provider.GetRequiredService<ExpansionLoop>());
        services.AddSingleton<ParkedSweeper>().AddHostedService(static provider => provider.GetRequiredService<ParkedSweeper>());
        services.AddSingleton<RelaySender>().AddHostedService(static provider => provider.GetRequiredService<RelaySender>());
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ClockStarter>();
        return silo;
    }
}
