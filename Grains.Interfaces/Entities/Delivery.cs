namespace Grains.Interfaces.Entities;

/// <summary>A verified webhook call on its way to the grain of its entity.</summary>
/// <param name="EventId">The deduplication key.</param>
/// <param name="Type"><c>type</c> exactly as sent.</param>
/// <param name="Event">The catalogue's canonical name, or null for a type that the catalogue does not know.</param>
/// <param name="CreatedAt">When Flexport recorded it, as sent; the body tells the offset where a store has left it out.</param>
/// <param name="OccurredAt">When it happened; likewise.</param>
/// <param name="ReceivedAt">When the front end had read the whole body, UTC.</param>
/// <param name="Secret">Label of the secret that matched (never the secret itself).</param>
/// <param name="Body">The raw bytes as received.</param>
[GenerateSerializer, Immutable, Alias("flexport.Delivery")]
public sealed record Delivery(
    [property: Id(0)] EventId EventId,
    [property: Id(1)] string Type,
    [property: Id(2)] string? Event,
    [property: Id(3)] DateTimeOffset? CreatedAt,
    [property: Id(4)] DateTimeOffset? OccurredAt,
    [property: Id(5)] DateTimeOffset ReceivedAt,
    [property: Id(6)] string Secret,
    [property: Id(7)] byte[] Body);
