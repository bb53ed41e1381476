using System.Diagnostics.Metrics;

namespace Grains.Subscriptions;

/// <summary>What is wrong with what is stored of subscriptions.</summary>
public sealed class SubscriptionInstruments
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "FlexportGrains.Subscriptions";

    private volatile int unreadable;

    public SubscriptionInstruments(IMeterFactory meters) => meters.Create(Meter).CreateObservableGauge(
        "flexport.subscriptions.unreadable", () => unreadable, "{document}", "Stakeholders and subscriptions that are stored and cannot be read; they hear nothing until they are saved anew.");

    /// <summary>Stakeholders and subscriptions that cannot be read, as this silo read them last.</summary>
    public int Unreadable => unreadable;

    internal void Read(int unread) => unreadable = unread;
}
