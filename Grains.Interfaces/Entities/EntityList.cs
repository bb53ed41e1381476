namespace Grains.Interfaces.Entities;

/// <summary>What to list. Newest updated first, then by id.</summary>
/// <param name="Status">Exactly this status, of a longer one its first <see cref="LongestStatus"/> characters, or null for any.</param>
/// <param name="Search">Case-insensitive part of an id, name, number, container or reference, or null.</param>
/// <param name="UpdatedSince">Only entities updated at or after this instant.</param>
/// <param name="Mode">Exactly this mode of transport, or null for any.</param>
/// <param name="Terms">All of these exact terms (<see cref="ListTerms"/>).</param>
/// <param name="DepartsFrom">Only those whose main voyage departs, or is expected to, at or after this: what the clock shows at the place, as if that were UTC; likewise the next three.</param>
/// <param name="Name">Case-insensitive part of the name in the row, or null.</param>
/// <param name="Id">Exactly this entity, or null.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Cursor">Null for the first page, else <see cref="EntityPage.Next"/>.</param>
[GenerateSerializer, Immutable, Alias("flexport.EntityQuery")]
public sealed record EntityQuery(
    [property: Id(0)] string Source,
    [property: Id(1)] EntityKind Kind,
    [property: Id(2)] string? Status,
    [property: Id(3)] string? Search,
    [property: Id(4)] DateTimeOffset? UpdatedSince,
    [property: Id(5)] int Limit,
    [property: Id(6)] string? Cursor,
    [property: Id(7)] string? Mode = null,
    [property: Id(8)] IReadOnlyList<string>? Terms = null,
    [property: Id(9)] DateTimeOffset? DepartsFrom = null,
    [property: Id(10)] DateTimeOffset? DepartsBefore = null,
    [property: Id(11)] DateTimeOffset? ArrivesFrom = null,
    [property: Id(12)] DateTimeOffset? ArrivesBefore = null,
    [property: Id(13)] string? Name = null,
    [property: Id(14)] string? Id = null)
{
    /// <summary>Statuses are filtered by so many characters (UTF-16 units, never half of one).</summary>
    public const int LongestStatus = 64;
}

/// <summary>A page of rows.</summary>
/// <param name="Items">Each one a JSON object in UTF-8, made by the domain when the entity was last written.</param>
/// <param name="Next">Opaque cursor of the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("flexport.EntityPage")]
public sealed record EntityPage([property: Id(0)] IReadOnlyList<byte[]> Items, [property: Id(1)] string? Next);

/// <summary>Lists entities of a source. Stateless: any key serves; spread calls over several.</summary>
public interface IEntityListGrain : IGrainWithIntegerKey
{
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    [Alias("Find")]
    Task<EntityPage> Find(EntityQuery query);

    /// <summary>Asks for the rows of all entities to be made again from the journal. Returns once that is durable; some silo does it within seconds, while all goes on.</summary>
    /// <exception cref="StoreUnavailableException">Not asked: try later.</exception>
    [Alias("Rebuild")]
    Task Rebuild();
}
