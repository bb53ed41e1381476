using Grains.Domain.Entities;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Lists;
using Orleans.Runtime;

namespace Grains.Entities;

/// <summary>
/// The shell around the rules of one kind of entity. Reentrant: between two awaits everything happens in one turn, so many
/// events of a busy entity are in flight together, each building on the pending state that the one before it left.
/// </summary>
/// <param name="stateName">The snapshot's name in grain storage: one for each kind, for grains of the same name and key share a row.</param>
internal abstract class EntityGrain<TView>(IEntityRules<TView> rules, string stateName, EntityServices services) : Grain, IEntityGrain<TView>
    where TView : class
{
    private EntityKey key;
    private Ledger? ledger;
    private Task<Ledger>? loading;
    private SnapshotShelf shelf = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        key = EntityKey.Parse(this.GetPrimaryKeyString());
        shelf = new SnapshotShelf(services, stateName, this.GetGrainId());
        return Task.CompletedTask;
    }

    public async Task<Receipt> Receive(Delivery delivery)
    {
        if (!OwnEvents.IsOurs(delivery.EventId)) return await Take(Arrival.Of(rules, delivery));
        await Keep(delivery, DeadLetterReason.UnusableId, $"Event ids that begin with {string.Join(" or ", OwnEvents.Prefixes)} are those of this service's own entries.");
        return new Receipt(ReceiptKind.DeadLettered, 0);
    }

    public Task<Receipt> Relay(Relayed relayed) => Take(Arrival.Of(rules, key, relayed, services.Time.GetUtcNow()));

    public async Task<Tick> Expire()
    {
        var book = ledger ?? await Load();

        // From here to the appends is one turn.
        if (book.Session.Fault is { } fault) throw Dropped(fault);
        var now = services.Time.GetUtcNow();
        var accepted = rules.Due(book.Pending, now).Select(due => Accept(book, Arrival.Of(due, now))).ToList();
        await Task.WhenAll(accepted);
        var state = book.Committed;
        return new Tick(accepted.Count, state.Version, rules.Summarize(key, state).NextDeadlineAt);
    }

    public async Task<Acknowledged> Acknowledge(Acknowledgement said)
    {
        var book = ledger ?? await Load();

        // From here to the append is one turn.
        if (book.Session.Fault is { } fault) throw Dropped(fault);
        var now = services.Time.GetUtcNow();
        // A front end of an older program names no request: each of its calls is one.
        if (said.Request == Guid.Empty) said = said with { Request = Guid.NewGuid() };
        var decision = rules.Acknowledge(book.Pending, said, book.Find(said.EventId) is not null, now);
        if (decision.Outcome == AcknowledgementOutcome.UnknownEntity) ForgetUnknown(book);
        var outcome = decision switch
        {
            { Entry: { } entry } => Accept(book, Arrival.Of(entry, now)),
            // The same may be on its way: it counts when it is durable.
            { SaidBefore: { } first } => book.Find(first)?.OnItsWay,
            _ => null,
        };
        if (outcome is not null && (await outcome).Kind != ReceiptKind.Applied) return new Acknowledged(AcknowledgementOutcome.Refused, null);
        return new Acknowledged(decision.Outcome, decision.Attention);
    }

    public async Task<TView?> Get()
    {
        var book = await Readable();
        if (book.Committed.Version > 0) return rules.View(key, book.Committed);
        ForgetUnknown(book);
        return null;
    }

    public async Task<EventPage?> Events(int limit, string? cursor)
    {
        var book = await Readable();
        if (book.Committed.Version > 0) return await services.Store.ReadEvents(key, limit, cursor, CancellationToken.None);
        ForgetUnknown(book);
        return null;
    }

    public async Task<bool> WriteListRow()
    {
        // Asked for when nobody knows what the journal has: read from there, whatever this activation holds.
        var state = (await Ledgers.Load(rules, key, shelf, services)).Committed;
        if (loading is null && (ledger is null || state.Version > ledger.Pending.Version)) DeactivateOnIdle();
        if (state.Version == 0) return true;
        var row = new ListRow(key, state.Version, rules.Summarize(key, state));
        try
        {
            await services.Lists.Write([row], CancellationToken.None);
            return true;
        }
        catch (JournalRefusedException)
        {
            await services.Lists.Write([row.Bare()], CancellationToken.None);
            return false;
        }
    }

    public Task<byte[]?> Body(EventId eventId) => services.Store.ReadBody(key, eventId, CancellationToken.None);

    /// <summary>Made when the row is written; it holds on to the state and to nothing else.</summary>
    private static Func<Head> HeadOf(IEntityRules<TView> rules, EntityKey key, EntityState state) => () => rules.Summarize(key, state);

    private static Receipt AsDuplicate(Receipt first) =>
        first.Kind == ReceiptKind.Applied ? first with { Kind = ReceiptKind.Duplicate } : first;

    private async Task<Receipt> Take(Arrival arrival)
    {
        var book = ledger ?? await Load();

        // From here to the append is one turn.
        if (book.Session.Fault is { } fault) throw Dropped(fault);
        if (book.Find(arrival.EventId) is not { } first) return await Accept(book, arrival);
        var standing = first.OnItsWay is { } outcome ? await outcome : new Receipt(ReceiptKind.Applied, first.Version);
        if (arrival.Repeats(first.Fingerprint)) return AsDuplicate(standing);

        // Only against what is durable: a first one that came to nothing leaves its id to this one.
        if (standing.Kind != ReceiptKind.Applied) throw new ActivationDroppedException("The first event of this id was not accepted.");
        return await Conflict(arrival.Delivery, first);
    }

    private Task<Receipt> Accept(Ledger book, Arrival arrival)
    {
        var delivery = arrival.Delivery;
        var report = arrival.Report();
        var accepted = new AcceptedEvent(
            book.Pending.Version + 1, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, delivery.ReceivedAt, report.Facts);
        var step = rules.Apply(key, book.Pending, accepted);
        var entry = new JournalEntry(
            key,
            accepted.Version,
            accepted.EventId,
            accepted.Type,
            accepted.OccurredAt,
            accepted.RecordedAt,
            accepted.ReceivedAt,
            arrival.Fingerprint,
            accepted.Facts.Count > 0 ? "applied" : "noted",
            delivery.Secret,
            StateCodec.EncodeFacts(accepted.Facts),
            delivery.Body,
            HeadOf(rules, key, step.Next),
            step.Announcements,
            step.Relays);

        // Overload throws here, before anything has changed.
        var verdict = services.Journal.Append(book.Session, entry);
        var seen = new Seen(arrival.Fingerprint, accepted.Version, null);
        var outcome = Settle(book, delivery, seen, step, verdict);
        book.Expect(delivery.EventId, seen with { OnItsWay = outcome }, step.Next);
        return outcome;
    }

    private async Task<Receipt> Settle(Ledger book, Delivery delivery, Seen seen, Step step, Task<AppendVerdict> verdict)
    {
        AppendVerdict result;
        try
        {
            result = await verdict;
        }
        catch
        {
            Drop(book);
            throw;
        }

        if (result == AppendVerdict.Poisoned)
        {
            Drop(book);
            await Keep(delivery, DeadLetterReason.Poison, "The store refuses this event for its data.");
            return new Receipt(ReceiptKind.DeadLettered, 0);
        }

        book.Confirm(delivery.EventId, seen, step.Next);
        if (step.Announcements.Count > 0) services.Announcements.Announced();
        if (step.Relays.Count > 0) services.Relays.Wake();
        shelf.Consider(book);
        return new Receipt(ReceiptKind.Applied, seen.Version);
    }

    private async Task<Receipt> Conflict(Delivery delivery, Seen first)
    {
        await Keep(delivery, DeadLetterReason.Conflict, $"Event {delivery.EventId} was accepted before with other content, as version {first.Version}.");
        return new Receipt(ReceiptKind.Conflict, first.Version);
    }

    private Task<long> Keep(Delivery delivery, DeadLetterReason reason, string detail) =>
        services.DeadLetters.Keep(new Undeliverable(key.Source, key, reason, detail, delivery), CancellationToken.None);

    private async Task<Ledger> Load()
    {
        loading ??= Ledgers.Load(rules, key, shelf, services);
        var task = loading;
        try
        {
            return ledger ??= await task;
        }
        finally
        {
            // A failed load is tried again by the next call.
            if (ReferenceEquals(loading, task)) loading = null;
        }
    }

    /// <summary>A ledger to show: this activation's own, or a fresh one when another activation may have gone further.</summary>
    private async Task<Ledger> Readable()
    {
        var book = ledger ?? await Load();
        return book.Session.Fault is null ? book : await Ledgers.Load(rules, key, shelf, services);
    }

    /// <summary>Leaves this activation to its end: what it holds as pending will never be true. The next call finds a fresh one.</summary>
    private void Drop(Ledger book)
    {
        if (ReferenceEquals(ledger, book)) DeactivateOnIdle();
    }

    private void ForgetUnknown(Ledger book)
    {
        // Asking for what does not exist must not fill the silo.
        if (book.Pending.Version == 0) DeactivateOnIdle();
    }

    private Exception Dropped(Exception fault)
    {
        DeactivateOnIdle();
        return fault is ActivationDroppedException or StoreUnavailableException
            ? new ActivationDroppedException($"The activation of {key} is being replaced.")
            : fault;
    }
}
