using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;

namespace Grains.Tests.Subscriptions;

/// <summary>What can be saved, and what is said of what cannot.</summary>
public sealed class ChecksTests
{
    private static readonly Dictionary<string, INotificationChannel> Channels = new() { ["log"] = new Picky(), ["webhook"] = new Picky() };
    private static readonly Stakeholder Desk = new("desk", "Desk", "Europe/Berlin", new TimeOnly(8, 0), null, [new Contact("a", "log"), new Contact("b", "webhook", Url: "https://hooks.example")]);
    private static readonly Stakeholder Night = Desk with { Id = "night" };

    private static readonly Subscription Arrivals =
        new("arrivals", "desk", "a", ["milestone:arrived"], SubscriptionFilter.All, 12, Timing.AtOnce, new Backup("night", "b", 30), default);

    public static TheoryData<Stakeholder, string?> Stakeholders => new()
    {
        { Desk, null },
        { Desk with { QuietHours = new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 0)) }, null },
        { Desk with { Id = "" }, "id" },
        { Desk with { Id = "Desk" }, "id" },
        { Desk with { Id = "a/b" }, "id" },
        { Desk with { Id = new string('a', 65) }, "id" },
        { Desk with { Name = " " }, "name" },
        { Desk with { Name = "a\nb" }, "name" },
        { Desk with { TimeZone = "Berlin" }, "timeZone" },
        { Desk with { TimeZone = "" }, "timeZone" },
        { Desk with { TimeZone = "localtime" }, "timeZone" },
        { Desk with { QuietHours = new QuietHours(new TimeOnly(6, 0), new TimeOnly(6, 0)) }, "quietHours" },
        { Desk with { Contacts = [] }, "contacts" },
        { Desk with { Contacts = [.. Enumerable.Range(0, 21).Select(i => new Contact($"c{i}", "log"))] }, "contacts" },
        { Desk with { Contacts = [new Contact("a", "log"), new Contact("a", "log")] }, "contacts[1].id" },
        { Desk with { Contacts = [new Contact("A", "log")] }, "contacts[0].id" },
        { Desk with { Contacts = [new Contact("a", "fax")] }, "contacts[0].channel" },
        { Desk with { Contacts = [new Contact("a", "log", Address: "picky")] }, "contacts[0].address" },
        { Desk with { Contacts = [new Contact("a", "log", Secret: "s3cret\r\n")] }, "contacts[0]" },
        { Desk with { Contacts = [new Contact("a", "log", Secret: new string('s', 2_001))] }, "contacts[0]" },
    };

    [Theory]
    [MemberData(nameof(Stakeholders))]
    public void AStakeholder_IsUsable_OrItIsSaidWhatIsWrong(Stakeholder stakeholder, string? field) => Said(Checks.Of(stakeholder, Channels, []), field);

    public static TheoryData<Subscription, string?> Subscriptions => new()
    {
        { Arrivals, null },
        { Arrivals with { Topics = ["all"], Backup = null, Timing = Timing.DailyDigest }, null },
        { Arrivals with { Topics = ["deadline:free_time", "estimate", "document"] }, null },
        { Arrivals with { Id = "default:log" }, "id" },
        { Arrivals with { Stakeholder = "nobody" }, "stakeholder" },
        { Arrivals with { Contact = "fax" }, "contact" },
        { Arrivals with { Topics = [] }, "topics" },
        { Arrivals with { Topics = ["all", "weather"] }, "topics[1]" },
        { Arrivals with { Topics = ["milestones"] }, "topics[0]" },
        { Arrivals with { Filter = SubscriptionFilter.All with { Shipments = [""] } }, "filter.shipments" },
        { Arrivals with { Filter = SubscriptionFilter.All with { Parties = [.. Enumerable.Range(0, 1_001).Select(i => $"p{i}")] } }, "filter.parties" },
        { Arrivals with { Filter = SubscriptionFilter.All with { Lanes = [new Lane(null, null)] } }, "filter.lanes" },
        { Arrivals with { Filter = SubscriptionFilter.All with { Metadata = new Dictionary<string, string> { ["a"] = "" } } }, "filter.metadata" },
        { Arrivals with { EstimateThresholdHours = -1 }, "estimateThresholdHours" },
        { Arrivals with { EstimateThresholdHours = 8_761 }, "estimateThresholdHours" },
        { Arrivals with { Timing = Timing.None }, "timing" },
        { Arrivals with { Timing = (Timing)9 }, "timing" },
        { Arrivals with { Timing = Timing.DailyDigest }, "backup" },
        { Arrivals with { Backup = new Backup("night", "b", 0) }, "backup.afterMinutes" },
        { Arrivals with { Backup = new Backup("nobody", "b", 1) }, "backup.stakeholder" },
        { Arrivals with { Backup = new Backup("night", "z", 1) }, "backup.contact" },
        { Arrivals with { Backup = new Backup("desk", "a", 1) }, "backup" },
    };

    [Theory]
    [MemberData(nameof(Subscriptions))]
    public void ASubscription_IsUsable_OrItIsSaidWhatIsWrong(Subscription subscription, string? field) => Said(Checks.Of(subscription, [Desk, Night]), field);

    [Fact]
    public void AContactThatSubscriptionsName_Stays()
    {
        Said(Checks.Of(Desk with { Contacts = [new Contact("b", "log")] }, Channels, [Arrivals]), "contacts");
        Said(Checks.Of(Night with { Contacts = [new Contact("a", "log")] }, Channels, [Arrivals]), "contacts");
        Said(Checks.Of(Desk, Channels, [Arrivals]), null);
    }

    [Fact]
    public void AllThatIsWrong_IsSaidAtOnce() =>
        Checks.Of(Desk with { Name = "", TimeZone = "x", Contacts = [new Contact("", "fax")] }, Channels, []).Count().ShouldBe(4);

    private static void Said(IEnumerable<string> problems, string? field)
    {
        var all = problems.ToList();
        all.ShouldAllBe(problem => !problem.Contains("s3cret"));
        if (field is null) all.ShouldBeEmpty();
        else all.ShouldHaveSingleItem().ShouldStartWith(field + ": ");
    }

    private sealed class Picky : INotificationChannel
    {
        public string Name => "picky";

        public IEnumerable<string> Problems(Contact contact) => contact.Address == "picky" ? ["address: is not to my liking."] : [];

        public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
