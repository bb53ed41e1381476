using Grains.Interfaces.Entities;

namespace Grains.Interfaces.Shipments;

/// <summary>The live state of one shipment.</summary>
public interface IShipmentGrain : IEntityGrain<ShipmentView>;
