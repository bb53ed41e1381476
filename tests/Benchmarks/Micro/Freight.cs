using Benchmarks.Fold;
using Flexport.Webhooks.Signatures;
using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;
using TestKit;
using TestKit.Bodies;

namespace Benchmarks.Micro;

/// <summary>What the steps are measured with: a milestone of dialect A, and a shipment of ten containers in full objects of dialect B. Invented.</summary>
internal static class Freight
{
    private const int Containers = 10;
    private const string Secret = "micro-secret";

    public static readonly EntityKey Key = new("default", EntityKind.Shipment, FreightOfFold.Shipment);
    public static readonly WebhookSecret[] Secrets = [WebhookSecret.FromText("main", Secret)];
    private static readonly DateTimeOffset At = new(2026, 5, 1, 8, 30, 0, TimeSpan.Zero);

    /// <summary>0.25 KB.</summary>
    public static byte[] SmallBody { get; } = DialectA.Milestone("micro-1", FreightOfFold.Shipment, "departed", At);

    /// <summary>A leg and its shipment, some 2.5 KB.</summary>
    public static Delivery Leg { get; } = FreightOfFold.OfLeg(7);

    public static Delivery Small { get; } = Deliveries.Of(SmallBody, At)!.Value.Delivery;

    public static SignatureHeaders Signed(ReadOnlySpan<byte> body) => new([TestKit.Signed.Header(body, Secret)], []);

    public static ShipmentRules Rules() => new(new DeadlinePolicy());

    /// <summary>The shipment once all its parts are named.</summary>
    public static EntityState Known(ShipmentRules rules)
    {
        var state = EntityState.Empty;
        foreach (var delivery in FreightOfFold.Beginning(Containers)) state = rules.Apply(Key, state, Accepted(rules, delivery, state)).Next;
        return state;
    }

    /// <summary>An event as it follows a state.</summary>
    public static AcceptedEvent Accepted(ShipmentRules rules, Delivery delivery, EntityState before)
    {
        var report = rules.Read(delivery);
        return new AcceptedEvent(before.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, report.Facts);
    }
}
