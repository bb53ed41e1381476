namespace Grains.Interfaces.Subscriptions;

/// <summary>Somebody who hears of freight, and how they are reached.</summary>
/// <param name="Id">1–64 characters of <c>a–z 0–9 - _</c>; within a source.</param>
/// <param name="Name">For people.</param>
/// <param name="TimeZone">IANA name, such as <c>Europe/Berlin</c>: their days and quiet hours are of this zone.</param>
/// <param name="DigestAt">When their daily digest goes out, in their time zone.</param>
/// <param name="QuietHours">When they do not want to be disturbed; null: always reachable.</param>
/// <param name="Contacts">At least one; ids differ.</param>
/// <param name="Version">Given by the store: higher with each change.</param>
[GenerateSerializer, Immutable, Alias("flexport.Stakeholder")]
public sealed record Stakeholder(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string TimeZone,
    [property: Id(3)] TimeOnly DigestAt,
    [property: Id(4)] QuietHours? QuietHours,
    [property: Id(5)] IReadOnlyList<Contact> Contacts,
    [property: Id(6)] long Version = 0);

/// <summary>From one time of the day to another, which is on the next day where it is not later; the end does not belong to it.</summary>
[GenerateSerializer, Immutable, Alias("flexport.QuietHours")]
public sealed record QuietHours([property: Id(0)] TimeOnly From, [property: Id(1)] TimeOnly To);

/// <summary>One way to reach a stakeholder.</summary>
/// <param name="Id">1–64 characters of <c>a–z 0–9 - _</c>; within the stakeholder.</param>
/// <param name="Channel">A channel of the service: <c>webhook</c>, <c>email</c>, <c>slack</c>, <c>log</c>, <c>record</c>.</param>
/// <param name="Address">The mailbox, of <c>email</c>.</param>
/// <param name="Url">Of <c>webhook</c> and <c>slack</c>; that of Slack is a secret.</param>
/// <param name="Secret">What <c>webhook</c> signs with.</param>
/// <param name="PreviousSecret">What it signs with as well, while the receiver is being given the new one.</param>
[GenerateSerializer, Immutable, Alias("flexport.Contact")]
public sealed record Contact(
    [property: Id(0)] string Id,
    [property: Id(1)] string Channel,
    [property: Id(2)] string? Address = null,
    [property: Id(3)] string? Url = null,
    [property: Id(4)] string? Secret = null,
    [property: Id(5)] string? PreviousSecret = null)
{
    /// <summary>Whether whoever knows the address may post to it.</summary>
    public bool HasSecretUrl => Channel == "slack";

    /// <summary>Without what may be secret: it is logged, too.</summary>
    public override string ToString() => $"{Id} ({Channel})";
}
