namespace Grains.Interfaces.Subscriptions;

/// <summary>
/// Which freight a subscription is about. Of each list one has to fit, and every list that is not empty; without any it is about all. However it is spelt: letters of any
/// case, blanks and dashes of any kind, composed or decomposed Unicode, <c>CSQU 305438-3</c> for CSQU3054383.
/// </summary>
/// <param name="Shipments">Flexport ids of shipments; orders and invoices fit by the shipments that they are linked to.</param>
/// <param name="PurchaseOrders">Numbers of purchase orders, or ids.</param>
/// <param name="Parties">Names or ids of companies with a part in it.</param>
/// <param name="Lanes">From where to where.</param>
/// <param name="Modes">Modes of transport, such as <c>ocean</c>.</param>
/// <param name="BillsOfLading">House or master bills of lading or air waybills.</param>
/// <param name="Containers">Container numbers.</param>
/// <param name="Metadata">Every one of these keys has to have this value, be it among others.</param>
/// <param name="DocumentTypes">Of documents only these types; says nothing of anything else.</param>
[GenerateSerializer, Immutable, Alias("flexport.SubscriptionFilter")]
public sealed record SubscriptionFilter(
    [property: Id(0)] IReadOnlyList<string> Shipments,
    [property: Id(1)] IReadOnlyList<string> PurchaseOrders,
    [property: Id(2)] IReadOnlyList<string> Parties,
    [property: Id(3)] IReadOnlyList<Lane> Lanes,
    [property: Id(4)] IReadOnlyList<string> Modes,
    [property: Id(5)] IReadOnlyList<string> BillsOfLading,
    [property: Id(6)] IReadOnlyList<string> Containers,
    [property: Id(7)] IReadOnlyDictionary<string, string> Metadata,
    [property: Id(8)] IReadOnlyList<string> DocumentTypes)
{
    /// <summary>About all freight.</summary>
    public static SubscriptionFilter All { get; } = new([], [], [], [], [], [], [], new Dictionary<string, string>(), []);
}

/// <summary>Each end is the name or the country of the place where the main voyage begins or ends, as Flexport writes it; null: any.</summary>
[GenerateSerializer, Immutable, Alias("flexport.Lane")]
public sealed record Lane([property: Id(0)] string? From, [property: Id(1)] string? To);
