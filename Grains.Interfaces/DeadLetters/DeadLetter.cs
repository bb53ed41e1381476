using Grains.Interfaces.Entities;

namespace Grains.Interfaces.DeadLetters;

/// <summary>Why a verified delivery is kept aside. Stored by name.</summary>
public enum DeadLetterReason
{
    None = 0,
    /// <summary>Not one JSON object in UTF-8.</summary>
    Unreadable,
    /// <summary>No type.</summary>
    NoType,
    /// <summary>It names no entity.</summary>
    NoEntity,
    /// <summary>An id is too long, has control characters, or is of the wrong kind.</summary>
    UnusableId,
    /// <summary>The same event id was accepted before with other content.</summary>
    Conflict,
    /// <summary>The store refused the event for its data.</summary>
    Poison,
    /// <summary>Its entity could not be reached in time: applied by itself soon.</summary>
    Parked,
    /// <summary>It is an event of another product of Flexport's: its Logistics API.</summary>
    OtherProduct,
}

/// <summary>A verified delivery to be kept aside.</summary>
/// <param name="Key">The entity it names, where it names one.</param>
/// <param name="Delivery">What is known of it; for an unreadable body the event id is the body's SHA-256 and the type is empty.</param>
/// <param name="Detail">What is wrong, for a person.</param>
[GenerateSerializer, Immutable, Alias("flexport.Undeliverable")]
public sealed record Undeliverable(
    [property: Id(0)] string Source,
    [property: Id(1)] EntityKey? Key,
    [property: Id(2)] DeadLetterReason Reason,
    [property: Id(3)] string Detail,
    [property: Id(4)] Delivery Delivery);

/// <summary>A dead letter as listed.</summary>
/// <param name="Id">Ascending, unique over all sources.</param>
/// <param name="ResolvedAt">When it was replayed, or applied by itself; null while it is open.</param>
/// <param name="Attempts">How often it has been tried again.</param>
[GenerateSerializer, Immutable, Alias("flexport.DeadLetter")]
public sealed record DeadLetter(
    [property: Id(0)] long Id,
    [property: Id(1)] string Source,
    [property: Id(2)] EntityKey? Key,
    [property: Id(3)] DeadLetterReason Reason,
    [property: Id(4)] string Detail,
    [property: Id(5)] string EventId,
    [property: Id(6)] string Type,
    [property: Id(7)] DateTimeOffset ReceivedAt,
    [property: Id(8)] DateTimeOffset? ResolvedAt,
    [property: Id(9)] int Attempts,
    [property: Id(10)] int BodyLength);

/// <summary>A page of dead letters, newest first.</summary>
[GenerateSerializer, Immutable, Alias("flexport.DeadLetterPage")]
public sealed record DeadLetterPage([property: Id(0)] IReadOnlyList<DeadLetter> Items, [property: Id(1)] string? Next);

/// <summary>A dead letter with all that is needed to try it again.</summary>
[GenerateSerializer, Immutable, Alias("flexport.DeadLetterFile")]
public sealed record DeadLetterFile([property: Id(0)] DeadLetter Letter, [property: Id(1)] Delivery Delivery);
