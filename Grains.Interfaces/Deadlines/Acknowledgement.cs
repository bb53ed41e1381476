using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Deadlines;

/// <summary>A person has seen something that needs attention, and either takes care of it or wants to be reminded. It counts for the stage that it has come to; a further stage is news.</summary>
/// <param name="Kind">As <see cref="AttentionView.Kind"/>.</param>
/// <param name="Subject">As <see cref="AttentionView.Subject"/>, in any case; null: the only one of its kind.</param>
/// <param name="Who">Who says so.</param>
/// <param name="Why">What is being done about it; null when nothing is said.</param>
/// <param name="Until">When to come back to it (snoozed); null: only when it gets worse (acknowledged).</param>
/// <param name="Request">Names the request. A call that repeats it says nothing new, so that a retry cannot overrule what somebody else has said in between.</param>
[GenerateSerializer, Immutable, Alias("flexport.Acknowledgement")]
public sealed record Acknowledgement(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Subject,
    [property: Id(2)] string Who,
    [property: Id(3)] string? Why,
    [property: Id(4)] DateTimeOffset? Until,
    [property: Id(5)] Guid Request)
{
    /// <summary>The id of the journal entry that it becomes.</summary>
    public EventId EventId => DeadlineNames.AcknowledgementOf(Request);
}

/// <summary>What came of an acknowledgement.</summary>
public enum AcknowledgementOutcome
{
    None = 0,
    /// <summary>Durable now.</summary>
    Accepted,
    /// <summary>The very same had been said last, or the request had been taken before; it is durable.</summary>
    Unchanged,
    /// <summary>Nothing is known of the entity.</summary>
    UnknownEntity,
    /// <summary>Nothing of that kind, or of that subject, needs attention now.</summary>
    NothingOpen,
    /// <summary>Several of that kind need attention: the subject has to be named.</summary>
    Ambiguous,
    /// <summary>The time to come back has passed already.</summary>
    Past,
    /// <summary>The store refused it for its data.</summary>
    Refused,
}

/// <summary>The answer to an acknowledgement.</summary>
/// <param name="Attention">What it is about, as it stands with it; null unless it was accepted or unchanged.</param>
[GenerateSerializer, Immutable, Alias("flexport.Acknowledged")]
public sealed record Acknowledged([property: Id(0)] AcknowledgementOutcome Outcome, [property: Id(1)] AttentionView? Attention);
