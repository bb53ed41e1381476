using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;

namespace Grains.Tests.Subscriptions;

/// <summary>Secrets stay where they are, and go nowhere else.</summary>
public sealed class SubscriptionGrainTests
{
    private readonly Shelf shelf = new();
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

    private static Contact Hook(string? url, string? secret = null, string? previous = null) => new("c", "webhook", Url: url, Secret: secret, PreviousSecret: previous);

    private async Task<(string? Url, string? Secret, string? Previous)> Save(Contact contact)
    {
        (await grain.Save("default", new Stakeholder("desk", "Desk", "UTC", default, null, [contact]))).Problems.ShouldBeEmpty();
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

    private sealed class Shelf : ISubscriptionStore
    {
        public SubscriptionBook Book { get; private set; } = new([], []);

        public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<SubscriptionBook> Read(string source, CancellationToken cancellation) => Task.FromResult(Book);

        public Task<bool> Save(string source, Stakeholder stakeholder, CancellationToken cancellation)
        {
            Book = new SubscriptionBook([stakeholder], []);
            return Task.FromResult(true);
        }

        public Task<bool?> Save(string source, Subscription subscription, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<DeleteResult> DeleteStakeholder(string source, string id, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<DeleteResult> DeleteSubscription(string source, string id, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
