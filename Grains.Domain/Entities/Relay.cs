using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>Something that another entity has to be told, owed in the commit of the event that brought it.</summary>
/// <param name="To">The entity to be told; of the same source.</param>
/// <param name="What">What it is to be told.</param>
/// <param name="First">Of <see cref="RelayKind.Events"/>, the first version of the owing entity to be told; else the version that owes it.</param>
/// <param name="Last">The last one, included.</param>
public sealed record Relay(EntityKey To, RelayKind What, long First, long Last)
{
    /// <summary>One event owes at most this many.</summary>
    public const int MostOfOneEvent = 4_000;
}

/// <summary>What a relay tells. Stored: never renumber.</summary>
public enum RelayKind
{
    None = 0,

    /// <summary>A shipment names a booking, document or container: whatever is held of that, or comes later, is this shipment's too.</summary>
    Link = 1,

    /// <summary>Events of a booking, document, container or invoice, told to a shipment that they belong to.</summary>
    Events = 2,

    /// <summary>What a shipment is now, told to a purchase order whose goods it carries.</summary>
    Standing = 3,

    /// <summary>The same without its expected arrival, which has not changed since it was told.</summary>
    Progress = 4,
}
