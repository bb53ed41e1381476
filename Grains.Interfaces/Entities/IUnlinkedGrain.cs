using Grains.Interfaces.Shipments;

namespace Grains.Interfaces.Entities;

/// <summary>A booking, document or container whose events name no shipment: keeps them, and relays each to every shipment that names it.</summary>
public interface IUnlinkedGrain : IEntityGrain<UnlinkedView>;

/// <summary>What is held of something whose events name no shipment.</summary>
/// <param name="Kind"><c>booking</c>, <c>document</c>, <c>container</c> or <c>order_number</c>.</param>
/// <param name="UpdatedAt">When the last event was received, UTC.</param>
/// <param name="Shipments">Ids of the shipments that name it, ordered; each has been told, or is being told, all that is held here.</param>
/// <param name="Booking">What is known of it, when it is a booking; likewise the next two.</param>
[GenerateSerializer, Immutable, Alias("flexport.UnlinkedView")]
public sealed record UnlinkedView(
    [property: Id(0)] string Id,
    [property: Id(1)] string Kind,
    [property: Id(2)] long Version,
    [property: Id(3)] DateTimeOffset UpdatedAt,
    [property: Id(4)] IReadOnlyList<string> Shipments,
    [property: Id(5)] BookingView? Booking,
    [property: Id(6)] DocumentView? Document,
    [property: Id(7)] ContainerView? Container)
{
    /// <summary>What was said and cannot be read.</summary>
    [Id(80)] public IReadOnlyList<UnreadView> Unread { get; init; } = [];
}
