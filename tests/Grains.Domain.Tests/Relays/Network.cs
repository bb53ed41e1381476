using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Domain.Tests.Histories;
using Grains.Interfaces.Entities;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Relays;

/// <summary>Entities that owe each other relays, told one by one when the test says so: the journal and the sender without their machinery.</summary>
internal sealed class Network
{
    private static readonly (ShipmentRules Shipment, InvoiceRules Invoice, PurchaseOrderRules Order, UnlinkedRules Held) Rules = (new(new()), new(new()), new(), new());
    private readonly Dictionary<EntityKey, List<Relayed>> journals = [];
    private readonly Dictionary<EntityKey, EntityState> states = [];
    private readonly HashSet<(EntityKey, EventId)> seen = [];
    private readonly List<(EntityKey From, Relay Relay)> owed = [];
    private readonly Dictionary<(EntityKey From, EntityKey To), Relay> standings = [];

    public static EntityKey Key(EntityKind kind, string id) => new("default", kind, id);

    /// <summary>When whatever comes is received.</summary>
    public string Now { get; set; } = "2026-06-01T00:00:00Z";

    public bool Owes => owed.Count > 0;

    public IReadOnlyList<(EntityKey From, Relay Relay)> Owed => owed;

    public IEnumerable<string> Events(EntityKey key) => (journals.GetValueOrDefault(key) ?? []).Select(told => told.EventId.Value).Order(StringComparer.Ordinal);

    /// <summary>The shipments that something held or an invoice says it belongs to.</summary>
    public IReadOnlyList<string> Shipments(EntityKey key) =>
        key.Kind == EntityKind.Invoice ? new InvoiceRules(new()).View(key, State(key)).Shipments : new UnlinkedRules().View(key, State(key)).Shipments;

    public PurchaseOrderView Order(EntityKey order) => Rules.Order.View(order, State(order));

    /// <summary>The order's next deadline.</summary>
    public DateTimeOffset? NextDeadline(EntityKey order) => Rules.Order.Summarize(order, State(order)).NextDeadlineAt;

    /// <summary>What is due of the order by now fires.</summary>
    public void Expire(EntityKey order, string now)
    {
        foreach (var due in Rules.Order.Due(State(order), Say.At(now)))
            Accept(order, new Relayed(order, due.EventId, "deadline", due.DueAt, due.DueAt, 0, "", [], []), due.Facts);
    }

    public DateTimeOffset? NextOf(EntityKey shipment) => Rules.Shipment.Summarize(shipment, State(shipment)).NextDeadlineAt;

    /// <summary>A person says something of what needs attention at an order, as the grain takes it.</summary>
    public global::Grains.Domain.Deadlines.AcknowledgementDecision Acknowledge(EntityKey order, string now, string kind, string? subject = null)
    {
        var decision = Rules.Order.Acknowledge(State(order), new Grains.Interfaces.Deadlines.Acknowledgement(kind, subject, "Ada", null, null, Guid.NewGuid()), repeated: false, Say.At(now));
        if (decision.Entry is { } entry) Accept(order, new Relayed(order, entry.EventId, entry.Type, entry.At, entry.At, 0, "", [], []), entry.Facts);
        return decision;
    }

    /// <summary>Tells all that is owed, and what comes of it.</summary>
    public void TellAll()
    {
        while (Owes) Tell(0);
    }

    public ShipmentView Shipment(EntityKey shipment) => Rules.Shipment.View(shipment, State(shipment));

    private EntityState State(EntityKey key) => states.GetValueOrDefault(key, EntityState.Empty);

    /// <summary>The shipment's view, as far as it may not depend on the order.</summary>
    public string View(EntityKey shipment) => new Fold<ShipmentView>(new ShipmentRules(new()), shipment).OrderFree(State(shipment));

    public void Deliver(EntityKey to, Delivery delivery)
    {
        var report = On(to, rules => rules.Read(delivery), rules => rules.Read(delivery), rules => rules.Read(delivery), rules => rules.Read(delivery));
        Accept(to, new Relayed(to, delivery.EventId, delivery.Type, report.OccurredAt, report.RecordedAt, 0, "", [], []), report.Facts);
    }

    /// <summary>Lets a shipment owe an order what it is by now, as after a kill that left what it owed unsettled.</summary>
    public void OweStanding(EntityKey shipment, EntityKey order) => owed.Add((shipment, standings[(shipment, order)]));

    /// <summary>Tells what is owed at that place.</summary>
    public void Tell(int place)
    {
        var (from, relay) = owed[place];
        owed.RemoveAt(place);
        if (relay.What == RelayKind.Link)
        {
            var at = Say.At("2026-06-01T00:00:00Z");
            Hear(relay.To, new Relayed(from, RelayNames.LinkOf(from.Id), RelayNames.LinkType, at, at, 0, "", [], []));
            return;
        }

        if (relay.What is RelayKind.Standing or RelayKind.Progress)
        {
            standings[(from, relay.To)] = relay;
            Hear(relay.To, ShipmentStanding.Tell(from, Rules.Shipment.View(from, State(from)), relay.First, relay.What == RelayKind.Standing, 0));
            return;
        }

        for (var version = relay.First; version <= relay.Last; version++)
        {
            if (journals[from][(int)version - 1] is var told && !RelayNames.IsLink(told.EventId)) Hear(relay.To, told);
        }
    }

    private void Hear(EntityKey to, Relayed relayed) =>
        Accept(to, relayed, On(to, rules => rules.Hear(to, relayed), rules => rules.Hear(to, relayed), rules => rules.Hear(to, relayed), rules => rules.Hear(to, relayed)));

    private void Accept(EntityKey to, Relayed relayed, IReadOnlyList<Fact> facts)
    {
        if (!seen.Add((to, relayed.EventId))) return;
        var before = State(to);
        var accepted = new AcceptedEvent(
            before.Version + 1, relayed.EventId, relayed.Type, relayed.OccurredAt, relayed.RecordedAt, Say.At(Now), facts);
        var step = On(
            to, rules => rules.Apply(to, before, accepted), rules => rules.Apply(to, before, accepted), rules => rules.Apply(to, before, accepted),
            rules => rules.Apply(to, before, accepted));
        states[to] = step.Next;
        if (!journals.TryGetValue(to, out var journal)) journals[to] = journal = [];
        journal.Add(relayed with { From = to, Facts = StateCodec.EncodeFacts(facts) });
        step.Relays.Select(relay => relay.To).ShouldBeUnique();
        step.Relays.ShouldAllBe(relay => relay.To != to && relay.First >= 1 && relay.First <= relay.Last && relay.Last <= accepted.Version);
        owed.AddRange(step.Relays.Select(relay => (to, relay)));
    }

    private static T On<T>(
        EntityKey key, Func<ShipmentRules, T> shipment, Func<InvoiceRules, T> invoice, Func<PurchaseOrderRules, T> order, Func<UnlinkedRules, T> held) => key.Kind switch
    {
        EntityKind.PurchaseOrder => order(Rules.Order),
        EntityKind.Shipment => shipment(Rules.Shipment),
        EntityKind.Invoice => invoice(Rules.Invoice),
        _ => held(Rules.Held),
    };
}
