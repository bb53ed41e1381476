using Grains.Interfaces.Subscriptions;

namespace Api.Subscriptions;

/// <summary>A subscription as requests and answers write it.</summary>
/// <param name="Id">As the address has it.</param>
/// <param name="EstimateThresholdHours">Default 12.</param>
/// <param name="Timing"><c>at_once</c> (default), <c>outside_quiet_hours</c> or <c>daily_digest</c>.</param>
/// <param name="CreatedAt">In answers; nothing in a request.</param>
/// <param name="Paused">Left out in a request: as it is.</param>
/// <param name="ResumedAt">In answers; nothing in a request.</param>
/// <param name="Version">In answers; nothing in a request, which has it in <c>If-Match</c>.</param>
internal sealed record SubscriptionBody(
    string? Id,
    string? Stakeholder,
    string? Contact,
    IReadOnlyList<string>? Topics,
    FilterBody? Filter,
    int? EstimateThresholdHours,
    string? Timing,
    BackupBody? Backup,
    DateTimeOffset? CreatedAt = null,
    bool? Paused = null,
    DateTimeOffset? ResumedAt = null,
    long? Version = null)
{
    private const int Threshold = 12;

    public static SubscriptionBody Of(Subscription subscription) => new(
        subscription.Id, subscription.Stakeholder, subscription.Contact, subscription.Topics, FilterBody.Of(subscription.Filter), subscription.EstimateThresholdHours,
        Webhooks.Outcome.Snake(subscription.Timing.ToString()),
        subscription.Backup is { } backup ? new BackupBody(backup.Stakeholder, backup.Contact, backup.AfterMinutes) : null, subscription.CreatedAt,
        subscription.Paused, subscription.ResumedAt, subscription.Version);

    /// <param name="problems">What cannot be read.</param>
    public Subscription Read(string id, List<string> problems)
    {
        if (Id is not null && Id != id) problems.Add("id: differs from that of the address.");
        var timing = Timing switch
        {
            null or "at_once" => Grains.Interfaces.Subscriptions.Timing.AtOnce,
            "outside_quiet_hours" => Grains.Interfaces.Subscriptions.Timing.OutsideQuietHours,
            "daily_digest" => Grains.Interfaces.Subscriptions.Timing.DailyDigest,
            _ => Grains.Interfaces.Subscriptions.Timing.None, // which no subscription can have
        };
        return new Subscription(
            id, Stakeholder ?? "", Contact ?? "", Texts(Topics), (Filter ?? FilterBody.Empty).Read(), EstimateThresholdHours ?? Threshold, timing,
            Backup is null ? null : new Backup(Backup.Stakeholder ?? "", Backup.Contact ?? "", Backup.AfterMinutes ?? 0), default);
    }

    /// <summary>A list may lack, or have a null in it, which no check lets through.</summary>
    internal static IReadOnlyList<string> Texts(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(static text => text ?? "")];
}

internal sealed record BackupBody(string? Stakeholder, string? Contact, int? AfterMinutes);

/// <summary>Of which freight; see <see cref="SubscriptionFilter"/>.</summary>
internal sealed record FilterBody(
    IReadOnlyList<string>? Shipments,
    IReadOnlyList<string>? PurchaseOrders,
    IReadOnlyList<string>? Parties,
    IReadOnlyList<LaneBody>? Lanes,
    IReadOnlyList<string>? Modes,
    IReadOnlyList<string>? BillsOfLading,
    IReadOnlyList<string>? Containers,
    IReadOnlyDictionary<string, string>? Metadata,
    IReadOnlyList<string>? DocumentTypes)
{
    public static FilterBody Empty { get; } = new(null, null, null, null, null, null, null, null, null);

    public static FilterBody Of(SubscriptionFilter filter) => new(
        filter.Shipments, filter.PurchaseOrders, filter.Parties, [.. filter.Lanes.Select(static lane => new LaneBody(lane.From, lane.To))], filter.Modes, filter.BillsOfLading,
        filter.Containers, filter.Metadata, filter.DocumentTypes);

    /// <summary>Shipments may be written as people write them, <c>FLEX-460723</c>.</summary>
    public SubscriptionFilter Read() => new(
        [.. SubscriptionBody.Texts(Shipments).Select(static id => Queries.EntityIds.Normalise(Grains.Interfaces.Entities.EntityKind.Shipment, id))],
        SubscriptionBody.Texts(PurchaseOrders),
        SubscriptionBody.Texts(Parties),
        [.. (Lanes ?? []).Select(static lane => new Lane(lane?.From, lane?.To))],
        SubscriptionBody.Texts(Modes),
        SubscriptionBody.Texts(BillsOfLading),
        SubscriptionBody.Texts(Containers),
        (Metadata ?? new Dictionary<string, string>()).ToDictionary(static pair => pair.Key, static pair => pair.Value ?? ""),
        SubscriptionBody.Texts(DocumentTypes));
}

internal sealed record LaneBody(string? From, string? To);
