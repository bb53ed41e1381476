using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Journal;

/// <summary>Makes the record that a history shows of a stored event: what its columns have, and what only its facts know.</summary>
public static class EventRecords
{
    /// <param name="occurredAt">As stored, UTC; shown with the offset that the facts have it with.</param>
    /// <param name="facts">Encoded; those of a later program are passed over.</param>
    public static EventRecord Of(
        long version, string eventId, string type, DateTimeOffset occurredAt, DateTimeOffset recordedAt, DateTimeOffset receivedAt, string outcome, ReadOnlySpan<byte> facts)
    {
        var known = Decode(facts);
        var unread = Unread.Of(known, eventId, recordedAt);
        return new EventRecord(version, eventId, type, AsSaid(occurredAt, known), recordedAt, receivedAt, outcome) { Unread = unread };
    }

    private static DateTimeOffset AsSaid(DateTimeOffset occurredAt, IReadOnlyList<Fact> facts)
    {
        foreach (var fact in facts)
        {
            if (fact.Value is FactValue.Instant said && said.Value == occurredAt) return said.Value;
        }

        return occurredAt;
    }

    private static IReadOnlyList<Fact> Decode(ReadOnlySpan<byte> facts)
    {
        try
        {
            return facts.IsEmpty ? [] : StateCodec.DecodeFacts(facts);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
