namespace Grains.Interfaces.Entities;

/// <summary>A time, day or amount that was said and cannot be read: nothing follows from it.</summary>
/// <param name="Field">The field's name; <c>data.</c> before it where two of one name could be meant.</param>
/// <param name="About">The part of the entity or the event that it was said of, such as <c>leg 7104426</c>; null for the entity itself.</param>
/// <param name="Value">As written, of a long one the first 200 characters.</param>
/// <param name="EventId">The event that said it.</param>
/// <param name="RecordedAt">When Flexport recorded that, UTC.</param>
[GenerateSerializer, Immutable, Alias("flexport.UnreadView")]
public sealed record UnreadView(
    [property: Id(0)] string Field,
    [property: Id(1)] string? About,
    [property: Id(2)] string Value,
    [property: Id(3)] string EventId,
    [property: Id(4)] DateTimeOffset RecordedAt);
