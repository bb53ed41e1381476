using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>Whether an announcement is what a subscription is about.</summary>
internal static class Matching
{
    public static bool Covers(Subscriber subscriber, string source, string thing)
    {
        if (subscriber.Source is { } own && own != source) return false;
        foreach (var topic in subscriber.Topics)
        {
            if (Topics.Covers(topic, thing)) return true;
        }

        return false;
    }

    /// <param name="freight">Asked only where the filter asks for something.</param>
    public static bool Fits(SubscriptionFilter filter, string thing, Func<Freight> freight)
    {
        return Any("shipments", filter.Shipments)
            && Any("purchaseOrders", filter.PurchaseOrders)
            && Any("parties", filter.Parties)
            && Any("bills", filter.BillsOfLading)
            && Any("containers", filter.Containers)
            && (filter.Modes.Count == 0 || filter.Modes.Contains(freight().Mode, StringComparer.OrdinalIgnoreCase))
            && (filter.DocumentTypes.Count == 0 || !Topics.Covers("document", thing) || filter.DocumentTypes.Contains(freight().DocumentType, StringComparer.OrdinalIgnoreCase))
            && (filter.Lanes.Count == 0 || filter.Lanes.Any(lane => IsOn(lane, freight())))
            && filter.Metadata.All(pair => freight().HasMetadata(pair.Key, pair.Value));

        bool Any(string list, IReadOnlyList<string> wanted) => wanted.Count == 0 || freight().HasAny(list, wanted);
    }

    private static bool IsOn(Lane lane, Freight freight) =>
        (lane.From is not { } from || freight.Is("origin", from)) && (lane.To is not { } to || freight.Is("destination", to));
}
