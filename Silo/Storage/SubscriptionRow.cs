using Grains.Interfaces.Subscriptions;

namespace Silo.Storage;

/// <summary>A stored stakeholder or subscription.</summary>
/// <param name="Generation">Of a subscription; all zero for a stakeholder.</param>
internal readonly record struct SubscriptionRow(string Source, string Id, bool IsSubscription, string Document, long Version, Guid Generation)
{
    /// <summary>As it was given, with what the store gave it; null: it cannot be read.</summary>
    public Stakeholder? Stakeholder => SubscriptionJson.ReadStakeholder(Document) is { } read && read.Id == Id ? read with { Version = Version } : null;

    /// <inheritdoc cref="Stakeholder"/>
    public Subscription? Subscription =>
        SubscriptionJson.ReadSubscription(Document) is { } read && read.Id == Id ? read with { Version = Version, Generation = Generation } : null;

    /// <summary>What cannot be read is left out of its book and named there, so that it stops nobody else.</summary>
    public static Dictionary<string, SubscriptionBook> Books(IEnumerable<SubscriptionRow> rows) => rows
        .GroupBy(static row => row.Source, StringComparer.Ordinal)
        .ToDictionary(static own => own.Key, static own => Book(own), StringComparer.Ordinal);

    private static SubscriptionBook Book(IEnumerable<SubscriptionRow> rows)
    {
        var (stakeholders, subscriptions, unreadable) = (new List<Stakeholder>(), new List<Subscription>(), new List<UnreadableDocument>());
        foreach (var row in rows.OrderBy(static row => row.Id, StringComparer.Ordinal))
        {
            if (row.IsSubscription && row.Subscription is { } subscription) subscriptions.Add(subscription);
            else if (!row.IsSubscription && row.Stakeholder is { } stakeholder) stakeholders.Add(stakeholder);
            else unreadable.Add(new UnreadableDocument(row.IsSubscription, row.Id, row.Version, row.Generation));
        }

        return new SubscriptionBook(stakeholders, subscriptions, unreadable.Count > 0 ? unreadable : null);
    }
}
