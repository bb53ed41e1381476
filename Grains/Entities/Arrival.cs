using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Entities;

/// <summary>An event that comes to an entity, be it from Flexport, by way of another entity or by the clock: all are accepted in the same way.</summary>
/// <param name="Delivery">As it is kept when it cannot be accepted; received at a whole microsecond.</param>
/// <param name="Fingerprint">Of the original, whichever way it takes: what is kept of it.</param>
/// <param name="Report">Reads it; asked for only when the event is new here.</param>
internal sealed record Arrival(Delivery Delivery, long Fingerprint, Func<Report> Report)
{
    public EventId EventId => Delivery.EventId;

    /// <summary>Whether what was accepted under this id says the same, by whichever program its fingerprint was taken.</summary>
    public bool Repeats(long fingerprint) => fingerprint == Fingerprint || Journal.Fingerprint.IsOf(fingerprint, Delivery);

    public static Arrival Of<TView>(IEntityRules<TView> rules, Delivery received)
        where TView : class
    {
        var delivery = received with { ReceivedAt = Whole(received.ReceivedAt) };
        return new Arrival(delivery, Journal.Fingerprint.Of(received), () => rules.Read(delivery));
    }

    /// <param name="now">An entity receives what is relayed when it is told, not when the other one was.</param>
    public static Arrival Of<TView>(IEntityRules<TView> rules, EntityKey key, Relayed relayed, DateTimeOffset now)
        where TView : class
    {
        var delivery = new Delivery(relayed.EventId, relayed.Type, null, relayed.RecordedAt, relayed.OccurredAt, Whole(now), relayed.Secret, relayed.Body);
        return new Arrival(delivery, relayed.Fingerprint, () => new Report(relayed.OccurredAt, relayed.RecordedAt, rules.Hear(key, relayed)));
    }

    /// <summary>Recorded when it was due, whenever the clock came: two activations that let it fire say the same.</summary>
    public static Arrival Of(DueDeadline due, DateTimeOffset now)
    {
        var delivery = new Delivery(due.EventId, DeadlineNames.Type, null, due.DueAt, due.DueAt, Whole(now), "", []);
        return new Arrival(delivery, Journal.Fingerprint.Of(delivery), () => new Report(due.DueAt, due.DueAt, due.Facts));
    }

    /// <summary>What a person has said of something that needs attention.</summary>
    public static Arrival Of(AcknowledgementEntry said, DateTimeOffset now)
    {
        var delivery = new Delivery(said.EventId, said.Type, null, said.At, said.At, Whole(now), "", []);
        return new Arrival(delivery, Journal.Fingerprint.Of(delivery), () => new Report(said.At, said.At, said.Facts));
    }

    // Whole microseconds, as the engines keep them: what is shown now and what a later fold shows must not differ.
    private static DateTimeOffset Whole(DateTimeOffset instant) => Precision.ToMicroseconds(instant.ToUniversalTime());
}
