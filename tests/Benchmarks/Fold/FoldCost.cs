using System.Globalization;
using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Shipments;
using Grains.Interfaces.Entities;

namespace Benchmarks.Fold;

/// <summary>
/// The fold alone, on one thread: facts are read beforehand, then each event is applied and the state summarized, as a grain does it. Prints events per second of
/// processor time, which a busy machine falsifies less than the clock, and bytes allocated per event, for shipments of 1, 10 and 100 containers and histories of 10 and 1,000 events. The events that make the shipment known are not measured.
/// </summary>
internal static class FoldCost
{
    private static readonly EntityKey Key = new("default", EntityKind.Shipment, FreightOfFold.Shipment);
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1);

    public static int Run()
    {
        Console.WriteLine("| containers | events | an event names | events/s | bytes/event |");
        Console.WriteLine("|---:|---:|---|---:|---:|");
        // Until the compiler has done its best.
        foreach (var named in (bool[])[false, true]) Measure(10, 1_000, named);
        foreach (var named in (bool[])[false, true])
        {
            foreach (var events in (int[])[10, 1_000])
            {
                foreach (var containers in (int[])[1, 10, 100])
                {
                    var (perSecond, bytes) = Measure(containers, events, named);
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"| {containers} | {events:N0} | {(named ? "one container" : "a leg, no container")} | {perSecond:N0} | {bytes:N0} |"));
                }
            }
        }

        return 0;
    }

    private static (double PerSecond, double Bytes) Measure(int containers, int events, bool named)
    {
        var rules = new ShipmentRules(new DeadlinePolicy());
        var known = EntityState.Empty;
        foreach (var delivery in FreightOfFold.Beginning(containers)) known = Apply(rules, known, Accepted(rules, delivery, known.Version + 1));
        var history = Enumerable.Range(0, events)
            .Select(i => Accepted(rules, named ? FreightOfFold.OfContainer(i, containers) : FreightOfFold.OfLeg(i), known.Version + 1 + i))
            .ToArray();
        var (folded, bytes) = (0L, 0L);
        var elapsed = TimeSpan.Zero;
        while (elapsed < Enough)
        {
            var state = known;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Environment.CpuUsage.TotalTime;
            foreach (var accepted in history) state = Apply(rules, state, accepted);
            elapsed += Environment.CpuUsage.TotalTime - began;
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            folded += events;
        }

        return (folded / elapsed.TotalSeconds, bytes / (double)folded);
    }

    private static EntityState Apply(ShipmentRules rules, EntityState state, AcceptedEvent accepted)
    {
        var next = rules.Apply(Key, state, accepted).Next;
        rules.Summarize(Key, next);
        return next;
    }

    private static AcceptedEvent Accepted(ShipmentRules rules, Delivery delivery, long version)
    {
        var report = rules.Read(delivery);
        // As the journal gives them back.
        var facts = StateCodec.DecodeFacts(StateCodec.EncodeFacts(report.Facts));
        return new AcceptedEvent(version, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, facts);
    }
}
