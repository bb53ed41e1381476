using Grains.Interfaces.Subscriptions;
using Grains.Notifications;

namespace Grains.Subscriptions;

/// <summary>Where what waits for a subscription goes, now that it has been saved.</summary>
/// <param name="Generation">Of the subscription: with the two names, which lanes are its own.</param>
/// <param name="Subscription">Its id, as its own lanes have it.</param>
/// <param name="Backup">Its id, as the lanes of its backup contact have it.</param>
/// <param name="Target">Of its contact.</param>
/// <param name="BackupTarget">Of its backup contact; null: it has none any more, and nothing waits for one.</param>
/// <param name="Collects">Whether it is told by digests.</param>
public sealed record LaneMove(Guid Generation, string Subscription, string Backup, string Target, string? BackupTarget, bool Collects)
{
    public static LaneMove Of(string source, Subscription saved) => new(
        saved.Generation, saved.Id, saved.Id + NotificationIds.Backup, Targets.Of(source, saved.Stakeholder, saved.Contact),
        saved.Backup is { } backup ? Targets.Of(source, backup.Stakeholder, backup.Contact) : null, saved.Timing == Timing.DailyDigest);

    /// <summary>The targets of a stakeholder's contacts.</summary>
    public static string[] TargetsOf(string source, Stakeholder saved) => [.. saved.Contacts.Select(contact => Targets.Of(source, saved.Id, contact.Id))];
}
