using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>The rules of one kind of entity. Pure and total: no clock, no I/O, no exception for anything that Flexport could send.</summary>
public interface IEntityRules<TView>
    where TView : class
{
    /// <summary>Reads what a delivery says. What it cannot understand it leaves out.</summary>
    Report Read(Delivery delivery);

    /// <summary>The next state, and what is owed to the stakeholders. A pure function of the journal in version order.</summary>
    Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted);

    /// <summary>What lists need.</summary>
    Head Summarize(EntityKey key, EntityState state);

    /// <summary>The state as it is shown.</summary>
    TView View(EntityKey key, EntityState state);
}

/// <summary>The state after an event, and what the event owes.</summary>
public readonly record struct Step(EntityState Next, IReadOnlyList<Announcement> Announcements, IReadOnlyList<Relay> Relays);
