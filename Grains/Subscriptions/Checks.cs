using Grains.Interfaces.Subscriptions;

namespace Grains.Subscriptions;

/// <summary>What keeps a stakeholder or a subscription from being saved: each with the field of the request in front, none repeating what may be secret.</summary>
internal static class Checks
{
    public const int MostContacts = 20;
    public const int MostOfAList = 1_000;
    public const int LongestText = 200;
    public const int LongestSecret = 2_000;

    private const int LongestId = 64;
    private const int MostHours = 8_760;
    private const int MostMinutes = 10_080;

    /// <param name="channels">Those that this silo has.</param>
    /// <param name="subscribed">The subscriptions of the source: what they name must stay.</param>
    public static IEnumerable<string> Of(Stakeholder stakeholder, IReadOnlyDictionary<string, Notifications.INotificationChannel> channels, IReadOnlyList<Subscription> subscribed)
    {
        if (!IsId(stakeholder.Id)) yield return "id: has 1 to 64 characters of a–z, 0–9, - and _.";
        if (!IsText(stakeholder.Name)) yield return "name: has 1 to 200 characters, none of them a control character.";
        if (!IsZone(stakeholder.TimeZone)) yield return "timeZone: is the IANA name of a time zone, such as Europe/Berlin.";
        if (stakeholder.QuietHours is { } quiet && quiet.From == quiet.To) yield return "quietHours: from and to differ; leave it out for none.";
        if (stakeholder.Contacts.Count is 0 or > MostContacts) yield return $"contacts: there are 1 to {MostContacts}.";
        for (var i = 0; i < stakeholder.Contacts.Count && i < MostContacts; i++)
        {
            var contact = stakeholder.Contacts[i];
            if (!IsId(contact.Id)) yield return $"contacts[{i}].id: has 1 to 64 characters of a–z, 0–9, - and _.";
            else if (stakeholder.Contacts.Take(i).Any(other => other.Id == contact.Id)) yield return $"contacts[{i}].id: is that of another contact, too.";
            if (new[] { contact.Address, contact.Url, contact.Secret, contact.PreviousSecret }.Any(static text => text?.Length > LongestSecret || text?.Any(char.IsControl) == true))
                yield return $"contacts[{i}]: no field has control characters, or more than {LongestSecret} characters.";
            else if (!channels.TryGetValue(contact.Channel, out var channel))
                yield return $"contacts[{i}].channel: is one of {string.Join(", ", channels.Keys.Order(StringComparer.Ordinal))}; e-mail needs Flexport:Notifications:Email:Host.";
            else
                foreach (var problem in channel.Problems(contact)) yield return $"contacts[{i}].{problem}";
        }

        foreach (var subscription in subscribed)
        {
            if (subscription.Stakeholder == stakeholder.Id && stakeholder.Contacts.All(contact => contact.Id != subscription.Contact))
                yield return $"contacts: subscription {subscription.Id} tells contact {subscription.Contact}, which is missing.";
            if (subscription.Backup is { } backup && backup.Stakeholder == stakeholder.Id && stakeholder.Contacts.All(contact => contact.Id != backup.Contact))
                yield return $"contacts: subscription {subscription.Id} has contact {backup.Contact} as backup, which is missing.";
        }
    }

    /// <param name="stakeholders">Those of the source.</param>
    public static IEnumerable<string> Of(Subscription subscription, IReadOnlyList<Stakeholder> stakeholders)
    {
        if (!IsId(subscription.Id)) yield return "id: has 1 to 64 characters of a–z, 0–9, - and _.";
        foreach (var problem in OfContact("", subscription.Stakeholder, subscription.Contact, stakeholders)) yield return problem;
        if (subscription.Topics.Count is 0 or > MostOfAList) yield return $"topics: there are 1 to {MostOfAList}; \"{Topics.All}\" is for everything.";
        for (var i = 0; i < subscription.Topics.Count && i < MostOfAList; i++)
        {
            if (!IsText(subscription.Topics[i]) || !Topics.IsTopic(subscription.Topics[i]))
                yield return $"topics[{i}]: is {Topics.All}, or begins with one of {string.Join(", ", Topics.Classes)}, such as milestone:arrived.";
        }

        foreach (var problem in OfFilter(subscription.Filter)) yield return problem;
        if (subscription.EstimateThresholdHours is < 0 or > MostHours) yield return $"estimateThresholdHours: is from 0 to {MostHours}.";
        if (!Enum.IsDefined(subscription.Timing) || subscription.Timing == Timing.None) yield return "timing: is at_once, outside_quiet_hours or daily_digest.";
        if (subscription.Backup is not { } backup) yield break;
        if (subscription.Timing == Timing.DailyDigest) yield return "backup: is for what is sent by itself, not for a daily_digest.";
        if (backup.AfterMinutes is < 1 or > MostMinutes) yield return $"backup.afterMinutes: is from 1 to {MostMinutes}.";
        foreach (var problem in OfContact("backup.", backup.Stakeholder, backup.Contact, stakeholders)) yield return problem;
        if ((backup.Stakeholder, backup.Contact) == (subscription.Stakeholder, subscription.Contact)) yield return "backup: is another contact than the first.";
    }

    private static IEnumerable<string> OfContact(string prefix, string stakeholder, string contact, IReadOnlyList<Stakeholder> stakeholders)
    {
        if (stakeholders.FirstOrDefault(one => one.Id == stakeholder) is not { } known) yield return $"{prefix}stakeholder: there is none of this id; save them first.";
        else if (known.Contacts.All(one => one.Id != contact)) yield return $"{prefix}contact: the stakeholder has {string.Join(", ", known.Contacts.Select(static one => one.Id))}.";
    }

    private static IEnumerable<string> OfFilter(SubscriptionFilter filter)
    {
        (string Name, IReadOnlyList<string> Values)[] lists =
        [
            ("shipments", filter.Shipments), ("purchaseOrders", filter.PurchaseOrders), ("parties", filter.Parties), ("modes", filter.Modes),
            ("billsOfLading", filter.BillsOfLading), ("containers", filter.Containers), ("documentTypes", filter.DocumentTypes),
            ("metadata", [.. filter.Metadata.Keys, .. filter.Metadata.Values]), ("lanes", [.. filter.Lanes.SelectMany(static lane => new[] { lane.From, lane.To }).OfType<string>()]),
        ];
        foreach (var (name, values) in lists)
        {
            if (values.Count > MostOfAList) yield return $"filter.{name}: there are at most {MostOfAList}.";
            else if (!values.All(IsText)) yield return $"filter.{name}: each has 1 to {LongestText} characters, none of them a control character.";
        }

        if (filter.Lanes.Any(static lane => lane.From is null && lane.To is null)) yield return "filter.lanes: each has from, or to, or both.";
    }

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    private static bool IsText(string text) => text.Length <= LongestText && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);

    // Windows' own names would mean nothing elsewhere, and what a machine calls its own zone means something else on each.
    private static bool IsZone(string zone) => zone.Length <= LongestText && zone is not ("localtime" or "posixrules") && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId;
}
