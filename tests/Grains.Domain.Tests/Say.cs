using System.Text;
using Grains.Domain.Deadlines;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;
using Grains.Domain.Invoices;
using Grains.Domain.PurchaseOrders;
using Grains.Domain.Shipments;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Invoices;
using Grains.Interfaces.PurchaseOrders;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests;

/// <summary>Deliveries in the words of a test: what is said, when it occurred, when it was recorded.</summary>
internal static class Say
{
    private static int count;

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    public static Delivery Event(string? name, string data, string? occurred = null, string? recorded = null, string? id = null, string? type = null)
    {
        var type1 = type ?? name ?? "unheard_of";
        return new Delivery(
            new EventId(id ?? $"e{Interlocked.Increment(ref count):D6}"),
            type1,
            name,
            recorded is null ? null : At(recorded),
            occurred is null ? null : At(occurred),
            At("2026-03-01T00:00:00Z"),
            "main",
            Encoding.UTF8.GetBytes($$"""{"type":"{{type1}}","data":{{data}}}"""));
    }
}

/// <summary>An entity that is told deliveries one after the other.</summary>
internal sealed class Story<TView>(IEntityRules<TView> rules, EntityKey key)
    where TView : class
{
    private readonly HashSet<EventId> requests = [];

    public EntityState State { get; private set; } = EntityState.Empty;

    public List<Announcement> Announcements { get; } = [];

    public TView View => rules.View(key, State);

    public Head Head => rules.Summarize(key, State);

    public Report LastReport { get; private set; } = new(default, default, []);

    public Story<TView> Told(params Delivery[] deliveries)
    {
        foreach (var delivery in deliveries)
        {
            LastReport = rules.Read(delivery);
            var step = rules.Apply(key, State, new AcceptedEvent(
                State.Version + 1, delivery.EventId, delivery.Type, LastReport.OccurredAt, LastReport.RecordedAt, delivery.ReceivedAt, LastReport.Facts));
            State = step.Next;
            Announcements.AddRange(step.Announcements);
        }

        return this;
    }

    /// <summary>The clock comes: what is due fires, as the grain lets it.</summary>
    public Story<TView> At(string now)
    {
        var instant = Say.At(now);
        foreach (var due in rules.Due(State, instant))
        {
            var step = rules.Apply(key, State, new AcceptedEvent(State.Version + 1, due.EventId, DeadlineNames.Type, due.DueAt, due.DueAt, instant, due.Facts));
            State = step.Next;
            Announcements.AddRange(step.Announcements);
        }

        return this;
    }

    /// <summary>A person says something of what needs attention, as the grain takes it.</summary>
    public AcknowledgementDecision Acknowledge(string now, string kind, string who = "Ada", string? why = null, string? until = null, string? subject = null, Guid? request = null)
    {
        var instant = Say.At(now);
        var said = new Acknowledgement(kind, subject, who, why, until is null ? null : Say.At(until), request ?? Guid.NewGuid());
        var decision = rules.Acknowledge(State, said, !requests.Add(said.EventId), instant);
        if (decision.Entry is not { } entry) return decision;
        var step = rules.Apply(key, State, new AcceptedEvent(State.Version + 1, entry.EventId, entry.Type, entry.At, entry.At, instant, entry.Facts));
        State = step.Next;
        Announcements.AddRange(step.Announcements);
        return decision;
    }

    public IReadOnlyList<DueDeadline> Due(string now) => rules.Due(State, Say.At(now));
}

internal static class Stories
{
    public static readonly EntityKey Shipment7001 = new("default", EntityKind.Shipment, "7001");

    public static Story<ShipmentView> Shipment() => new(new ShipmentRules(new()), Shipment7001);

    public static Story<PurchaseOrderView> PurchaseOrder() => new(new PurchaseOrderRules(), new("default", EntityKind.PurchaseOrder, "5001"));

    public static Story<InvoiceView> Invoice() => new(new InvoiceRules(new()), new("default", EntityKind.Invoice, "inv_9"));
}
