using Grains.Domain.Announcements;
using Grains.Domain.Deadlines;
using Grains.Domain.Facts;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>The rules of one kind of entity. Pure and total: no clock, no I/O, no exception for anything that Flexport could send.</summary>
public interface IEntityRules<TView>
    where TView : class
{
    /// <summary>Reads what a delivery says. What it cannot understand it leaves out.</summary>
    Report Read(Delivery delivery);

    /// <summary>What an event that another entity passes on says here; nothing where it says nothing.</summary>
    /// <exception cref="InvalidDataException">Its facts are those of a later program.</exception>
    IReadOnlyList<Fact> Hear(EntityKey key, Relayed relayed);

    /// <summary>The next state, and what is owed to the stakeholders and to other entities. A pure function of the journal in version order.</summary>
    Step Apply(EntityKey key, EntityState state, AcceptedEvent accepted);

    /// <summary>The deadlines that have passed by now and have not been noted yet; each is to become an entry of the journal.</summary>
    IReadOnlyList<DueDeadline> Due(EntityState state, DateTimeOffset now);

    /// <summary>What becomes of a person's word about something that needs attention. A refusal is a value.</summary>
    /// <param name="repeated">Whether the journal has an entry of this very request.</param>
    AcknowledgementDecision Acknowledge(EntityState state, Acknowledgement said, bool repeated, DateTimeOffset now);

    /// <summary>What lists need.</summary>
    Head Summarize(EntityKey key, EntityState state);

    /// <summary>The state as it is shown.</summary>
    TView View(EntityKey key, EntityState state);
}

/// <summary>The state after an event, and what the event owes.</summary>
public readonly record struct Step(EntityState Next, IReadOnlyList<Announcement> Announcements, IReadOnlyList<Relay> Relays);
