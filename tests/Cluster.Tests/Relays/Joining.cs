using Cluster.Tests.Kit;
using Grains.Interfaces.Entities;
using TestKit;

namespace Cluster.Tests.Relays;

/// <summary>What the tests of relays do with a cluster.</summary>
internal static class Joining
{
    public static async Task Deliver(this ClusterUnderTest cluster, params (EntityKey To, Delivery Delivery)[] steps)
    {
        foreach (var (to, delivery) in steps) (await cluster.Deliver(to, delivery)).Kind.ShouldBeOneOf(ReceiptKind.Applied, ReceiptKind.Duplicate);
    }

    /// <summary>Waits until all that is owed has been told.</summary>
    public static Task Settled(this SharedStore store) => Eventually.Reads(store.Relays.AnyOwed, static owed => !owed);

    /// <summary>The ids of an entity's events, sorted; one that was taken twice would be there twice.</summary>
    public static async Task<IReadOnlyList<string>> History(this ClusterUnderTest cluster, EntityKey entity) =>
        [.. ((await cluster.Grains.Entity(entity).Events(500, null))?.Items ?? []).Select(static item => item.EventId).Order(StringComparer.Ordinal)];
}
