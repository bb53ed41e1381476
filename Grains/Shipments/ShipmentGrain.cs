using Grains.Domain.Shipments;
using Grains.Entities;
using Grains.Interfaces.Shipments;
using Orleans.Concurrency;

namespace Grains.Shipments;

/// <inheritdoc cref="IShipmentGrain"/>
[Reentrant]
internal sealed class ShipmentGrain(ShipmentRules rules, EntityServices services)
    : EntityGrain<ShipmentView>(rules, "shipment", services), IShipmentGrain;
