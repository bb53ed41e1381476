using static Storage.Tests.Freight;
using static Storage.Tests.Upgrades.OldNotification;

namespace Storage.Tests.Upgrades;

/// <summary>What a program of schema 11 had made. There are the subscriptions <c>ops</c> and <c>desk</c>, which is told by digests; <c>gone</c> was deleted.</summary>
internal static class OldNotifications
{
    public const string Departed = "milestone:departed";
    public const string Arrival = "estimate:arrival";

    public static readonly DateTimeOffset Promised = Noon.AddDays(3);
    public static readonly DateTimeOffset Later = Noon.AddDays(5);

    public static IReadOnlyList<string> Subscribed { get; } = ["ops", "desk"];

    public static IReadOnlyList<OldNotification> Made { get; } =
    [
        new("ntf_pending", "ops", "pending", Departed, 0, "pending"),
        new("ntf_claimed", "ops", "claimed", Departed, 0, "pending", 1, Claimed: true),
        new("ntf_configured", "default:log", "configured", Departed, 0, "pending"),

        new("ntf_sent", "ops", "corrected", Departed, 0, "sent", 1),
        new("ntf_correction", "ops", "corrected", Departed, 1, "pending"),

        // Two wait; the first of them has been tried.
        new("ntf_first", "ops", "superseded", Departed, 0, "pending", 3, EscalateAt: Noon.AddMinutes(5)),
        new("ntf_second", "ops", "superseded", Departed, 1, "pending", EscalateAt: Noon.AddMinutes(9)),

        // What was sent first overtook what was before it.
        new("ntf_overtaken", "ops", "overtaken", Departed, 0, "pending", 2),
        new("ntf_overtook", "ops", "overtaken", Departed, 1, "sent", 1),

        new("ntf_told", "ops", "told", Departed, 0, "sent", 1),
        new("ntf_told_again", "ops", "told", Departed, 1, "sent", 2),

        new("ntf_failed", "ops", "failed", Departed, 0, "failed", 100, Error: "The target answered 503."),
        new("ntf_backup", "ops#backup", "failed", Departed, 0, "sent", 1),
        new("ntf_failed_before", "ops", "failed-before", Departed, 0, "failed", 100, Error: "The target answered 503."),
        new("ntf_after_failure", "ops", "failed-before", Departed, 1, "pending"),

        new("ntf_collected", "desk", "collected", Departed, 0, "collected", Digest: "ntf_open_digest"),
        OfDigest("ntf_open_digest", "desk", "2026-03-15", "pending", due: Noon.AddHours(20)),
        // It came after its digest had gone.
        new("ntf_too_late", "desk", "too-late", Departed, 0, "collected", Digest: "ntf_sent_digest"),
        new("ntf_in_digest", "desk", "in-digest", Departed, 0, "sent", Digest: "ntf_sent_digest"),
        OfDigest("ntf_sent_digest", "desk", "2026-03-14", "sent", 1),
        new("ntf_in_failed", "desk", "in-failed", Departed, 0, "failed", Digest: "ntf_failed_digest"),
        OfDigest("ntf_failed_digest", "desk", "2026-03-13", "failed", 100),

        new("ntf_gone", "gone", "of-gone", Departed, 0, "pending"),
        new("ntf_gone_sent", "gone", "of-gone", "milestone:arrived", 0, "sent", 1),
        new("ntf_gone_collected", "gone", "of-gone", "milestone:delivered", 0, "collected", Digest: "ntf_gone_digest"),
        OfDigest("ntf_gone_digest", "gone", "2026-03-15", "pending"),
        // Of the same name, and of another source, which has none.
        new("ntf_north", "ops", "pending", Departed, 0, "pending", Source: "north"),

        new("ntf_estimate_sent", "ops", "estimate-sent", Arrival, 1, "sent", 1, ToldBefore: Promised),
        new("ntf_estimate_waits", "ops", "estimate-waits", Arrival, 2, "pending", ToldBefore: Promised),
        new("ntf_estimate_waits_too", "ops", "estimate-waits", Arrival, 3, "pending", ToldBefore: Later),
    ];

    /// <summary>What each subscription compares the next one with: of one that waits, that which waits.</summary>
    public static IReadOnlyList<(string Subscription, string Entity, int Revision, DateTimeOffset? Value)> Estimates { get; } =
    [
        ("ops", "estimate-sent", 1, Later), ("ops", "estimate-waits", 3, Later.AddDays(1)), ("ops", "estimate-only", 4, Promised), ("ops", "estimate-withdrawn", 2, null), ("gone", "estimate-only", 1, Promised),
    ];
}
