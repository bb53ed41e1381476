using System.Globalization;
using System.Text;
using Cluster.Tests.Kit;
using Grains.Clocks;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using static Cluster.Tests.Kit.Deliveries;

namespace Cluster.Tests.Deadlines;

/// <summary>
/// Many shipments whose arrivals are awaited; while time goes on estimates move and shipments arrive. What fires is what a model says, none
/// before its time, none later than a clock's period.
/// </summary>
public sealed class ManyShipmentsTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(36);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shift = TimeSpan.FromMinutes(90);

    [Fact]
    public Task DeadlinesOpenedMovedAndClosed_FireAsTheModelSays() => FireAsTheModelSays(600);

    [Fact]
    [Trait("Length", "Long")]
    public Task DeadlinesOfTenThousandShipments_FireAsTheModelSays() => FireAsTheModelSays(10_000);

    private static async Task FireAsTheModelSays(int shipments)
    {
        await using var store = await SharedStore.Create(Engine.Sqlite);
        var time = new FakeTimeProvider(Start);
        await using var cluster = await ClusterUnderTest.Start(store, silos: 1, time: time);
        var random = new Random(20361127);
        List<Awaited> all = [.. Enumerable.Range(0, shipments).Select(i => new Awaited($"{i}", random))];
        await Deliver(cluster, all.Select(one => (one.Id, one.Estimate(0, Start, one.FirstDue))));
        var changes = all.Where(one => one.ChangesAt is not null).OrderBy(one => one.ChangesAt).ToList();

        // A clock's reminder comes each minute; here the test says when, so that no time passes while a sweep is at work.
        for (var done = 0; time.GetUtcNow() < Start + (2 * Shift) + Period;)
        {
            time.Advance(Period);
            var now = time.GetUtcNow();
            var next = changes.Skip(done).TakeWhile(one => one.ChangesAt <= now).ToList();
            done += next.Count;
            await Deliver(cluster, next.Select(one => (one.Id, one.Change(now))));
            await cluster.ListsFollowed();
            for (var clock = 0; clock < Clock.Count; clock++)
                await cluster.Grains.GetGrain<IClockGrain>(clock).AsReference<IRemindable>().ReceiveReminder("tick", default, TestContext.Current.CancellationToken);
            await TestKit.Eventually.Reads(() => store.Deadlines.Due(now, null, 1, CancellationToken.None), static late => late.Count == 0);
        }

        var (fired, wrong) = (0, new List<string>());
        foreach (var one in all)
        {
            var entries = new List<(string Id, DateTimeOffset At)>();
            await foreach (var entry in store.Journal.ReadTail(Shipment(one.Id), 0, TestContext.Current.CancellationToken))
            {
                if (DeadlineNames.IsDeadline(entry.EventId)) entries.Add((entry.EventId.Value, entry.ReceivedAt));
            }

            fired += entries.Count;
            if (one.Disagrees(entries, Period) is { } why) wrong.Add(why);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{fired:N0} deadlines of {shipments:N0} shipments fired, {changes.Count:N0} were moved or closed");
        wrong.ShouldBeEmpty();
        fired.ShouldBeGreaterThan(shipments / 2);
    }

    private static async Task Deliver(ClusterUnderTest cluster, IEnumerable<(string Shipment, Delivery Delivery)> deliveries) =>
        await Parallel.ForEachAsync(
            deliveries,
            new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = TestContext.Current.CancellationToken },
            async (one, _) => (await cluster.Deliver(one.Shipment, one.Delivery)).Kind.ShouldBe(ReceiptKind.Applied));

    /// <summary>One shipment, and what must become of its deadline.</summary>
    private sealed class Awaited
    {
        private readonly bool arrives;
        private readonly DateTimeOffset secondDue;
        private DateTimeOffset? changedAt;

        public Awaited(string id, Random random)
        {
            Id = id;
            FirstDue = Start.AddSeconds(60 + random.Next((int)Shift.TotalSeconds));
            secondDue = FirstDue.AddSeconds(60 + random.Next((int)Shift.TotalSeconds - 120));
            arrives = random.Next(2) == 0;
            if (random.Next(3) > 0) ChangesAt = Start.AddSeconds(random.Next((int)Shift.TotalSeconds));
        }

        public string Id { get; }

        public DateTimeOffset FirstDue { get; }

        /// <summary>When it arrives or its estimate moves; null: neither.</summary>
        public DateTimeOffset? ChangesAt { get; }

        public Delivery Estimate(int number, DateTimeOffset now, DateTimeOffset due) => Of("estimated_arrival", number, now, $"\"value\":\"{Stamp(due - Grace)}\"");

        public Delivery Change(DateTimeOffset now)
        {
            changedAt = now;
            return arrives ? Of("arrived", 1, now, $"\"occurred_at\":\"{Stamp(now)}\"") : Estimate(1, now, secondDue);
        }

        /// <summary>Null when what fired is right.</summary>
        public string? Disagrees(List<(string Id, DateTimeOffset At)> fired, TimeSpan slack)
        {
            // Within a clock's slack before the change both are right: it came just before the clock, or the clock just before it.
            var expected = new List<DateTimeOffset>();
            if (changedAt is not { } changed || changed > FirstDue + slack || (changed >= FirstDue && fired.Any(one => one.Id == Name(FirstDue)))) expected.Add(FirstDue);
            if (changedAt is not null && !arrives) expected.Add(secondDue);
            if (!fired.Select(one => one.Id).SequenceEqual(expected.Select(Name))) return $"{Id}: fired {string.Join(", ", fired)}; expected {string.Join(", ", expected.Select(Name))}";
            for (var i = 0; i < fired.Count; i++)
            {
                var due = i == 0 || changedAt is not { } at || at <= expected[i] ? expected[i] : at;
                if (fired[i].At < expected[i]) return $"{Id}: {fired[i]} fired before its time";
                if (fired[i].At > due + slack) return $"{Id}: {fired[i]} fired too late";
            }

            return null;
        }

        private static string Name(DateTimeOffset due) => $"deadline:arrival_overdue::{due.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";

        private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        private Delivery Of(string name, int number, DateTimeOffset now, string data) => new(
            new EventId($"e{number}"), name, name, now, now, now, "test",
            Encoding.UTF8.GetBytes($$$"""{"id":"e{{{number}}}","type":"{{{name}}}","created_at":"{{{Stamp(now)}}}","data":{"shipment_id":"{{{Id}}}",{{{data}}}}}"""));
    }
}
