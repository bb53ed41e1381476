using Benchmarks.Fold;
using Grains.Domain.Entities;

namespace Benchmarks.Grow;

/// <summary>What the states of entities take of memory by themselves: folded in this process from the same events, with nothing around them.</summary>
internal static class StateSize
{
    private const int Sample = 1_000;
    private static readonly DateTimeOffset Received = new(2031, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Bytes of one state after so many events, the mean over some of the traffic's shipments.</summary>
    public static double Of(GrownTraffic traffic, int events)
    {
        var states = new EntityState[Math.Min(Sample, traffic.Shipments)];
        // Whatever is made once is not of a state.
        Fold(traffic, 0, events);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var shipment = 0; shipment < states.Length; shipment++) states[shipment] = Fold(traffic, shipment, events);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(states);
        return (after - before) / (double)states.Length;
    }

    private static EntityState Fold(GrownTraffic traffic, int shipment, int events)
    {
        var state = EntityState.Empty;
        for (var n = 0; n < events; n++)
        {
            var (key, delivery) = Deliveries.Of(traffic.Body(shipment, n), Received)!.Value;
            var rules = RulesOfKind.Of(key.Kind);
            var report = rules.Read(delivery);
            // As the journal gives them back.
            var facts = StateCodec.DecodeFacts(StateCodec.EncodeFacts(report.Facts));
            state = rules.Apply(key, state, new AcceptedEvent(state.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, facts)).Next;
        }

        return state;
    }
}
