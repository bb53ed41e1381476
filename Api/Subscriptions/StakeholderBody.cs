using System.Globalization;
using Grains.Interfaces.Subscriptions;

namespace Api.Subscriptions;

/// <summary>A stakeholder as requests and answers write it. What an answer has may be sent back: then secrets stay as they are.</summary>
/// <param name="Id">As the address has it.</param>
/// <param name="TimeZone">IANA name. Default UTC.</param>
/// <param name="DigestAt">Local time such as <c>07:30</c>. Default 08:00.</param>
/// <param name="Version">In answers; nothing in a request, which has it in <c>If-Match</c>.</param>
internal sealed record StakeholderBody(
    string? Id, string? Name, string? TimeZone, string? DigestAt, QuietHoursBody? QuietHours, IReadOnlyList<ContactBody?>? Contacts, long? Version = null)
{
    private static readonly TimeOnly Morning = new(8, 0);

    public static StakeholderBody Of(Stakeholder stakeholder) => new(
        stakeholder.Id, stakeholder.Name, stakeholder.TimeZone, Clock(stakeholder.DigestAt),
        stakeholder.QuietHours is { } quiet ? new QuietHoursBody(Clock(quiet.From), Clock(quiet.To)) : null, [.. stakeholder.Contacts.Select(ContactBody.Of)],
        stakeholder.Version);

    /// <param name="problems">What cannot be read.</param>
    public Stakeholder Read(string id, List<string> problems)
    {
        if (Id is not null && Id != id) problems.Add("id: differs from that of the address.");
        var digestAt = DigestAt is null ? Morning : Clock("digestAt", DigestAt, problems);
        var quiet = QuietHours is null ? null : new QuietHours(Clock("quietHours.from", QuietHours.From, problems), Clock("quietHours.to", QuietHours.To, problems));
        var contacts = new List<Contact>();
        for (var i = 0; i < Contacts?.Count; i++)
        {
            if (Contacts[i] is { } contact) contacts.Add(contact.Read());
            else problems.Add($"contacts[{i}]: is an object.");
        }

        return new Stakeholder(id, Name ?? "", TimeZone ?? "UTC", digestAt, quiet, contacts);
    }

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly Clock(string field, string? text, List<string> problems)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        problems.Add($"{field}: is a time of the day such as 07:30.");
        return default;
    }
}

internal sealed record QuietHoursBody(string? From, string? To);

/// <summary>A contact. Secrets are only ever taken in.</summary>
/// <param name="HasUrl">Of a channel whose address is secret, as answers have it; nothing in a request.</param>
internal sealed record ContactBody(
    string? Id, string? Channel, string? Address, string? Url, string? Secret, string? PreviousSecret, bool? HasUrl = null, bool? HasSecret = null, bool? HasPreviousSecret = null)
{
    /// <summary>Without what may be secret: it could be logged, too.</summary>
    public override string ToString() => $"{Id} ({Channel})";

    public static ContactBody Of(Contact contact) => new(
        contact.Id, contact.Channel, contact.Address, contact.HasSecretUrl ? null : contact.Url, null, null,
        contact.Url is not null, contact.Secret is not null, contact.PreviousSecret is not null);

    public Contact Read() => new(Id ?? "", Channel ?? "", Address, Url, Secret, PreviousSecret);
}
