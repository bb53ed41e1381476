using Api.Webhooks;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>An entity as answers name it.</summary>
/// <param name="Kind"><c>shipment</c>, <c>purchase_order</c>, <c>invoice</c>, <c>booking</c>, <c>document</c> or <c>container</c>.</param>
internal sealed record EntityItem(string Kind, string Id)
{
    public static EntityItem Of(EntityKey key) => new(Outcome.Snake(key.Kind.ToString()), key.Id);
}
