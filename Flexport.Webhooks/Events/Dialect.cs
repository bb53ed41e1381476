namespace Flexport.Webhooks.Events;

/// <summary>Which of the two ways of speaking a body uses (contract §3 and §4).</summary>
public enum Dialect
{
    None = 0,
    /// <summary><c>{ id?, type, created_at?, data }</c> with names such as <c>shipment.milestone</c>.</summary>
    Named = 1,
    /// <summary><c>{ _object: "/event", id, version, type, created_at, occurred_at, data }</c> with names such as <c>/shipment_leg#arrived</c>.</summary>
    ObjectPath = 2,
}
