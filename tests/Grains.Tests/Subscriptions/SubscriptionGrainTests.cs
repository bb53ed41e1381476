using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;

namespace Grains.Tests.Subscriptions;

/// <summary>Secrets stay where they are, and go nowhere else.</summary>
public sealed class SubscriptionGrainTests
{
    private readonly SubscriptionShelf shelf = new();
    private readonly Line line = new();
    private readonly SubscriptionGrain grain;

    public SubscriptionGrainTests() => grain = new SubscriptionGrain(shelf, [line, new Line("slack"), new Line("log")], TimeProvider.System);

    [Fact]
    public async Task WhatIsNotGiven_Stays_AsLongAsChannelAndAddressDo()
    {
        await Save(Hook("https://a.example", "one", "zero"));
        (await Save(Hook("https://a.example"))).ShouldBe(("https://a.example", "one", "zero"));
        (await Save(Hook("https://a.example", previous: ""))).ShouldBe(("https://a.example", "one", null));
        (await Save(Hook("https://a.example", "two"))).ShouldBe(("https://a.example", "two", null));
        // Who can write an address must not learn what was signed with.
        (await Save(Hook("https://b.example"))).ShouldBe(("https://b.example", null, null));
    }

    [Fact]
    public async Task ASecretAddress_StaysToo_AndOthersDoNot()
    {
        await Save(new Contact("c", "slack", Url: "https://hooks.slack.example/t"));
        (await Save(new Contact("c", "slack"))).Url.ShouldBe("https://hooks.slack.example/t");
        (await Save(new Contact("c", "webhook"))).Url.ShouldBeNull();
        await Save(Hook("https://a.example", "one"));
        (await Save(Hook(null))).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task ATest_TellsHowItWent_AndNoSecret()
    {
        await Save(Hook("https://a.example", "one"));
        (await grain.Test("default", "desk", "fax")).Known.ShouldBeFalse();
        (await grain.Test("default", "desk", "c")).ShouldBe(new Grains.Interfaces.Subscriptions.TestResult(true, true, null));
        line.Sent.ShouldHaveSingleItem().Thing.ShouldBe("test");
        line.Answer = () => new SendResult(SendVerdict.Retry, Error: "busy");
        (await grain.Test("default", "desk", "c")).ShouldBe(new Grains.Interfaces.Subscriptions.TestResult(true, false, "busy"));
        line.Answer = () => throw new InvalidOperationException("one");
        (await grain.Test("default", "desk", "c")).ShouldBe(new Grains.Interfaces.Subscriptions.TestResult(true, false, "The channel failed: InvalidOperationException."));
    }

    [Fact]
    public async Task ASecretThatIsReplacedMeanwhile_IsNotBroughtBack()
    {
        await Save(Hook("https://a.example", "one"));
        // Somebody replaces the secret between the reading and the saving of one who gives none.
        shelf.Meanwhile.Enqueue(() => shelf.Put(Desk(Hook("https://a.example", "two"))));
        (await Save(Hook("https://a.example"))).ShouldBe(("https://a.example", "two", null));
        // And again at the second attempt.
        shelf.Meanwhile.Enqueue(() => shelf.Put(Desk(Hook("https://a.example", "three"))));
        shelf.Meanwhile.Enqueue(() => shelf.Put(Desk(Hook("https://a.example", "four"))));
        (await Save(Hook("https://a.example"))).ShouldBe(("https://a.example", "four", null));
    }

    [Fact]
    public async Task WithAVersion_WhatIsChangedMeanwhile_IsNotOverwritten()
    {
        await Save(Hook("https://a.example", "one"));
        var condition = WriteCondition.Unchanged(shelf.Book.VersionOfStakeholder("desk"));
        shelf.Meanwhile.Enqueue(() => shelf.Put(Desk(Hook("https://a.example", "two"))));
        var result = await grain.Save("default", Desk(Hook("https://b.example", "mine")), condition);
        (result.Differs, result.Created).ShouldBe((true, false));
        result.Problems.ShouldBeEmpty();
        shelf.Book.Stakeholders[0].Contacts[0].Secret.ShouldBe("two");
    }

    [Fact]
    public async Task WhoIsAlwaysOvertaken_IsToldToComeBack()
    {
        await Save(Hook("https://a.example", "one"));
        for (var i = 0; i < 50; i++) shelf.Meanwhile.Enqueue(() => shelf.Put(Desk(Hook("https://a.example", "other"))));
        await Should.ThrowAsync<Interfaces.Entities.StoreUnavailableException>(() => Save(Hook("https://a.example")));
    }

    [Fact]
    public async Task APause_Stays_UntilItIsSaidOtherwise()
    {
        await Save(new Contact("c", "log"));
        await grain.Save("default", Log, null, WriteCondition.None);
        Paused().ShouldBeFalse();
        await grain.Save("default", Log, true, WriteCondition.None);
        await grain.Save("default", Log with { Topics = ["customs"] }, null, WriteCondition.None);
        await grain.Save("default", Log);
        Paused().ShouldBeTrue();
        await grain.Save("default", Log, false, WriteCondition.None);
        Paused().ShouldBeFalse();
    }

    [Fact]
    public async Task OneClick_PausesTheSubscriptionThatItIsOf_AndNoOther()
    {
        await Save(new Contact("c", "log"));
        var generation = Guid.NewGuid();
        shelf.Put(Log with { Generation = generation });
        (await grain.Pause("default", "all", Guid.NewGuid())).ShouldBeFalse();
        (await grain.Pause("default", "other", generation)).ShouldBeFalse();
        Paused().ShouldBeFalse();
        // Somebody saves it in between.
        shelf.Meanwhile.Enqueue(() => shelf.Put(Log with { Generation = generation, Topics = ["customs"] }));
        (await grain.Pause("default", "all", generation)).ShouldBeTrue();
        Paused().ShouldBeTrue();
        shelf.Book.Subscriptions[0].Topics.ShouldBe(["customs"]);
        (await grain.Pause("default", "all", generation)).ShouldBeTrue();
    }

    private static Subscription Log { get; } = new("all", "desk", "c", ["all"], SubscriptionFilter.All, 12, Timing.AtOnce, null, default);

    private bool Paused() => shelf.Book.Subscriptions.ShouldHaveSingleItem().Paused;

    private static Stakeholder Desk(Contact contact) => new("desk", "Desk", "UTC", default, null, [contact]);

    private static Contact Hook(string? url, string? secret = null, string? previous = null) => new("c", "webhook", Url: url, Secret: secret, PreviousSecret: previous);

    private async Task<(string? Url, string? Secret, string? Previous)> Save(Contact contact)
    {
        (await grain.Save("default", Desk(contact))).Problems.ShouldBeEmpty();
        var saved = shelf.Book.Stakeholders[0].Contacts[0];
        return (saved.Url, saved.Secret, saved.PreviousSecret);
    }

    private sealed class Line(string name = "webhook") : INotificationChannel
    {
        public string Name => name;

        public List<Notification> Sent { get; } = [];

        public Func<SendResult> Answer { get; set; } = () => new SendResult(SendVerdict.Sent);

        public IEnumerable<string> Problems(Contact contact) => [];

        public Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
        {
            Sent.Add(notification);
            return Task.FromResult(Answer());
        }
    }
}
