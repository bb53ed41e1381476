using System.Globalization;

namespace Grains.Interfaces.Entities;

/// <summary>An event that another entity accepted and passes on, or the word that a shipment names something. All times UTC.</summary>
/// <param name="From">The entity that passes it on; of the same source.</param>
/// <param name="EventId">The original event's id, or <see cref="RelayNames.LinkOf"/> the shipment.</param>
/// <param name="Type">The original event's type, or <see cref="RelayNames.LinkType"/>.</param>
/// <param name="Fingerprint">As the original event's was taken.</param>
/// <param name="Secret">Label of the secret that matched; empty for a link.</param>
/// <param name="Facts">Encoded facts as the entity that passes them on keeps them.</param>
/// <param name="Body">The raw bytes as received; empty for a link, and when they are not kept any more.</param>
[GenerateSerializer, Immutable, Alias("flexport.Relayed")]
public sealed record Relayed(
    [property: Id(0)] EntityKey From,
    [property: Id(1)] EventId EventId,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset OccurredAt,
    [property: Id(4)] DateTimeOffset RecordedAt,
    [property: Id(5)] long Fingerprint,
    [property: Id(6)] string Secret,
    [property: Id(7)] byte[] Facts,
    [property: Id(8)] byte[] Body);

/// <summary>How relays name what Flexport has no name for.</summary>
public static class RelayNames
{
    /// <summary>The type of the event by which something held learns that a shipment names it.</summary>
    public const string LinkType = "relay:link";

    /// <summary>The id of that event: once for each shipment, and up to 133 bytes long. No event of Flexport's can have it, for entities refuse ids with this beginning.</summary>
    public static EventId LinkOf(string shipmentId) => new($"{LinkPrefix}{shipmentId}");

    /// <summary>The type of the event by which a purchase order learns what a shipment is that carries its goods.</summary>
    public const string StandingType = "relay:shipment";

    /// <summary>The id of that event: one for each version of the shipment that changed what it tells, ordered as the versions are, so that telling it again says nothing new.</summary>
    /// <param name="estimate">Whether it tells of the expected arrival too: another event, or the one that does not would stand for it.</param>
    public static EventId StandingOf(string shipmentId, long version, bool estimate) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{LinkPrefix}state:{shipmentId}:{version:D12}:{(estimate ? "whole" : "progress")}"));

    /// <summary>Whether an event is one of these: a link, or what a shipment tells of itself.</summary>
    public static bool IsLink(EventId eventId) => eventId.Value.StartsWith(LinkPrefix, StringComparison.Ordinal);

    /// <summary>What ids of links begin with.</summary>
    public const string LinkPrefix = "link:";
}
