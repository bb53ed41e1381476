using System.Collections.Concurrent;
using System.Diagnostics;
using Acceptance.Tests.Deployments;
using TestKit;
using TestKit.Bodies;
using TestKit.Services;

namespace Acceptance.Tests.Faults;

/// <summary>Ten senders who never stop, and who remember what they were told.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private const int Connections = 10;
    private const int Shipments = 30;
    private static readonly DateTimeOffset Begin = new(2031, 5, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Orleans gives a call up after half a minute. The edge has a deadline of its own, 8 s by default: an answer that comes before this, on whatever
    /// machine, shows that it was kept.
    /// </summary>
    public static readonly TimeSpan OrleansWouldWait = TimeSpan.FromSeconds(28);

    private readonly string run = $"l{Guid.NewGuid().ToString("N")[..12]}";
    private readonly ConcurrentDictionary<int, bool> acknowledged = new();
    private readonly ConcurrentQueue<int> refused = new();
    private readonly ConcurrentDictionary<int, int> statuses = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task senders;
    private int next = -1;
    private long longest;

    private SteadyLoad(ServiceProcess target) =>
        senders = Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => Send(target.Url, target.Settings.Secret))));

    public int Acknowledged => acknowledged.Count;

    /// <summary>Each status that was answered, with how often; 0 is no answer.</summary>
    public IReadOnlyDictionary<int, int> Statuses => statuses;

    /// <summary>The longest that anybody waited for an answer.</summary>
    public TimeSpan LongestAnswer => Stopwatch.GetElapsedTime(0, Volatile.Read(ref longest));

    public static SteadyLoad Start(ServiceProcess target) => new(target);

    /// <summary>Waits until so many more events have been acknowledged.</summary>
    public Task MoreAcknowledged(int more)
    {
        var goal = Acknowledged + more;
        return Eventually.Holds(() => Acknowledged >= goal, $"{goal} events are acknowledged");
    }

    /// <summary>Lets the senders finish what they have begun.</summary>
    public async Task Stop()
    {
        if (over.IsCancellationRequested) return;
        await over.CancelAsync();
        await senders;
        var answers = string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"answers {answers}; the longest took {LongestAnswer.TotalSeconds:0.0} s");
    }

    /// <summary>What Flexport does with whatever was not answered with 200: again.</summary>
    public async Task SendRefusedAgain(ServiceClient client)
    {
        while (refused.TryDequeue(out var n))
        {
            await client.DeliverUntilAccepted(Body(n));
            acknowledged[n] = true;
        }
    }

    /// <summary>Checks that every acknowledged event is in its shipment's history exactly once, without a gap in the versions.</summary>
    public async Task ShouldBeKept(ServiceClient client)
    {
        acknowledged.ShouldNotBeEmpty();
        foreach (var shipment in acknowledged.Keys.GroupBy(ShipmentOf)) await client.ShouldHaveOnce(shipment.Key, shipment.Select(EventIdOf));
    }

    /// <summary>Waits until nothing is parked any more: what was answered 200 is at its entity.</summary>
    public static Task NothingIsParked(ServiceClient client) => Eventually.Reads(
        async () => (await client.ReadAll("/api/dead-letters?open=true")).Count(letter => letter.At("reason") == "parked"),
        parked => parked == 0);

    /// <summary>Checks that nobody was told anything but yes and come back later.</summary>
    public void ShouldHaveHeardOnly(params int[] allowed) => Statuses.Keys.Except(allowed).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        over.Dispose();
    }

    private async Task Send(Uri url, string secret)
    {
        using var client = new ServiceClient(url, secret, apiKey: null);
        while (!over.IsCancellationRequested)
        {
            var n = Interlocked.Increment(ref next);
            var began = Stopwatch.GetTimestamp();
            var status = await client.TryDeliver(Body(n));
            Remember(Stopwatch.GetTimestamp() - began);
            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            if (status == 200)
            {
                acknowledged[n] = true;
                continue;
            }

            refused.Enqueue(n);
            await Task.Delay(Pause);
        }
    }

    private void Remember(long ticks)
    {
        var known = Volatile.Read(ref longest);
        while (ticks > known && Interlocked.CompareExchange(ref longest, ticks, known) is var seen && seen != known) known = seen;
    }

    private string ShipmentOf(int n) => $"{run}-{n % Shipments}";

    private string EventIdOf(int n) => $"{run}-e{n}";

    private byte[] Body(int n) => DialectA.EstimatedArrival(EventIdOf(n), ShipmentOf(n), Begin.AddDays(20).AddMinutes(n), Begin.AddSeconds(n));
}
