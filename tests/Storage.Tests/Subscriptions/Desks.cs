using Grains.Interfaces.Subscriptions;
using static Storage.Tests.Freight;

namespace Storage.Tests.Subscriptions;

/// <summary>Two stakeholders of an invented company, and what one of them asks for.</summary>
internal static class Desks
{
    public static Stakeholder Day { get; } = new("day", "Day desk", "Europe/Berlin", new TimeOnly(7, 30), null, [new Contact("mail", "email", Address: "day@nordlicht.example"), new Contact("hook", "webhook", Url: "https://nordlicht.example/h")]);

    public static Stakeholder Night { get; } = new("night", "Night desk", "UTC", default, null, [new Contact("chat", "slack", Url: "https://chat.nordlicht.example/x"), new Contact("mail", "email", Address: "night@nordlicht.example")]);

    public static Subscription Arrivals { get; } = new("arrivals", "day", "hook", ["milestone:arrived"], SubscriptionFilter.All, 12, Timing.AtOnce, new Backup("night", "chat", 30), Noon.AddYears(50));

    public static Subscription Digest { get; } = new("digest", "day", "mail", ["all"], SubscriptionFilter.All, 12, Timing.DailyDigest, null, Noon);
}
