using Grains.Interfaces.Entities;

namespace Grains.Domain.Facts;

/// <summary>What is known of one thing, and who said it.</summary>
/// <param name="Value">Null: it was said once and has been taken back.</param>
public readonly record struct Register(FactValue? Value, Stamp Stamp)
{
    /// <summary>When what the event tells happened, UTC.</summary>
    public DateTimeOffset OccurredAt => Stamp.OccurredAt;

    /// <summary>The version stamp, UTC.</summary>
    public DateTimeOffset RecordedAt => Stamp.RecordedAt;

    /// <summary>The event that said it.</summary>
    public EventId By => Stamp.By;

    /// <summary>
    /// Of two, the later recorded one stands, then the greater event id, whichever arrived first.
    /// Of two sayings of one event the later one in the document stands, so that repeating the event changes nothing.
    /// </summary>
    public bool GivesWayTo(Register other) => GivesWayTo(other.RecordedAt, other.By);

    /// <summary>The same of one that has not been made yet.</summary>
    internal bool GivesWayTo(DateTimeOffset recordedAt, EventId by)
    {
        var byStamp = recordedAt.CompareTo(RecordedAt);
        return byStamp != 0 ? byStamp > 0 : by.CompareTo(By) >= 0;
    }
}
