using System.Collections.Concurrent;
using Grains.Clocks;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.PurchaseOrders;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;
using Grains.Journal;
using Microsoft.Extensions.Logging;

namespace Grains.Relays;

/// <summary>
/// Tells entities what others owe them: right after a commit, and whenever the clock wakes it. A pass only starts the telling and writes down what has
/// ended, so that a target which does not answer holds up nobody else. What a silo has claimed when it dies is told by another one when the lease ends.
/// </summary>
internal sealed partial class RelaySender(IRelayStore store, IGrainFactory grains, TimeProvider time, ILogger<RelaySender> logger)
    : WakeLoop(time, logger)
{
    /// <summary>Relays being told at the same time by one silo.</summary>
    private const int MostUnderWay = 128;

    /// <summary>Events read, with their bodies, and told at once.</summary>
    private const int PageSize = 64;

    /// <summary>Bytes of their facts and bodies: a silo holds at most 32 MiB, and more only for single events that are larger themselves.</summary>
    private const int PageBytes = 256 * 1024;

    // What ends meanwhile is written down by one statement, and what comes meanwhile is claimed by one.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(25);

    // A call to a silo that has just died is answered by nobody; the next attempt finds the entity's new home.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Longer than an attempt takes, so that no two silos tell the same at once; short, for the silo that holds it may die.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<Outcome> ended = new();
    private int underWay;

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        await Settle(cancellation);
        var room = MostUnderWay - Volatile.Read(ref underWay);
        // The end of one of them wakes the next pass.
        if (room == 0) return null;
        var claimed = await store.Claim(room, Time.GetUtcNow(), Lease, cancellation);
        foreach (var owed in claimed)
        {
            Interlocked.Increment(ref underWay);
            Task.Run(() => TellAndNote(owed, cancellation), CancellationToken.None).Ignore();
        }

        if (claimed.Count > 0) await Task.Delay(Breath, cancellation);
        return claimed.Count == room ? null : await store.NextDue(cancellation);
    }

    /// <summary>Writes down what has ended since the last pass, all in one go.</summary>
    private async Task Settle(CancellationToken cancellation)
    {
        var told = new List<long>();
        var putOff = new List<PutOff>();
        while (ended.TryDequeue(out var outcome))
        {
            if (outcome.PutOff is { } later) putOff.Add(later);
            else told.Add(outcome.Id);
        }

        // Should this fail, the lease ends and it is told again, which changes nothing.
        if (told.Count + putOff.Count > 0) await store.Settle(told, putOff, cancellation);
    }

    private async Task TellAndNote(OwedRelay owed, CancellationToken cancellation)
    {
        var outcome = await TellOrPutOff(owed, cancellation);
        ended.Enqueue(outcome);
        Interlocked.Decrement(ref underWay);
        if (!cancellation.IsCancellationRequested) Wake();
    }

    private async Task<Outcome> TellOrPutOff(OwedRelay owed, CancellationToken cancellation)
    {
        var (from, relay) = (owed.From, owed.Relay);
        try
        {
            if (relay.What == RelayKind.Link) await Tell(relay.To, LinkOf(from));
            else if (relay.What is RelayKind.Standing or RelayKind.Progress) await TellStanding(from, relay);
            else if (relay.What == RelayKind.Events) await TellEvents(owed, cancellation);
            else throw new InvalidOperationException($"A relay of kind {relay.What}, which this program does not know.");
            LogTold(logger, from, relay.To, relay.What, relay.First, relay.Last);
            return new Outcome(owed.Id, null);
        }
        catch (Exception reason)
        {
            var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Clamp(owed.Attempts - 1, 0, 10)));
            LogPutOff(logger, from, relay.To, relay.What, owed.Attempts, wait, reason);
            return new Outcome(owed.Id, new PutOff(owed.Id, Time.GetUtcNow() + wait, $"It could not be told ({reason.GetType().Name})."));
        }
    }

    /// <summary>What the shipment is by now: never less than what it was when it came to owe this.</summary>
    private async Task TellStanding(EntityKey shipment, Relay relay)
    {
        var view = await grains.GetGrain<IShipmentGrain>(shipment.ToString()).Get().WaitAsync(Patience, Time);
        // Another silo's activation may not know yet what its own commit has made durable.
        if (view is null || view.Version < relay.First) throw new InvalidOperationException("The shipment is not where it was when it owed this.");
        await Tell(relay.To, ShipmentStanding.Tell(shipment, view, relay.First, relay.What == RelayKind.Standing, Fingerprint.OfLink));
    }

    private async Task TellEvents(OwedRelay owed, CancellationToken cancellation)
    {
        var relay = owed.Relay;
        for (var next = relay.First; next <= relay.Last;)
        {
            var page = await store.Read(owed.From, next, relay.Last, PageSize, PageBytes, cancellation).WaitAsync(Patience, Time, cancellation);
            // What is left are this service's own entries.
            if (page.Count == 0) return;
            // They may come in any order: all at once, they go into few transactions.
            await Task.WhenAll(page.Select(tellable => Tell(relay.To, tellable.Event)));
            next = page[^1].Version + 1;
        }
    }

    /// <summary>Whatever becomes of it there, it is durable: told.</summary>
    private async Task Tell(EntityKey to, Relayed relayed)
    {
        var receipt = await grains.Entity(to).Relay(relayed).WaitAsync(Patience, Time);
        if (receipt.Kind is ReceiptKind.Conflict or ReceiptKind.DeadLettered) LogKeptAside(logger, relayed.EventId, relayed.From, to, receipt.Kind);
    }

    private Relayed LinkOf(EntityKey shipment)
    {
        var now = Precision.ToMicroseconds(Time.GetUtcNow());
        return new Relayed(shipment, RelayNames.LinkOf(shipment.Id), RelayNames.LinkType, now, now, Fingerprint.OfLink, "", [], []);
    }

    /// <param name="PutOff">Null: it has been told.</param>
    private readonly record struct Outcome(long Id, PutOff? PutOff);
}
