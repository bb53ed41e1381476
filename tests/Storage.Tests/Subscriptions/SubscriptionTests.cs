using System.Text.Json;
using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using static Storage.Tests.Freight;

namespace Storage.Tests.Subscriptions;

/// <summary>Stakeholders and what they have subscribed to are kept as they were given.</summary>
public abstract class SubscriptionTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly Stakeholder Desk = new(
        "desk", "Hafenbüro 雨燕", "Europe/Berlin", new TimeOnly(7, 30), new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 15)),
        [new Contact("mail", "email", Address: "desk@example.com"), new Contact("hook", "webhook", Url: "https://hooks.example/x", Secret: "s3cret", PreviousSecret: "0ld")]);

    private static readonly Stakeholder Night = new("night", "Night", "UTC", default, null, [new Contact("chat", "slack", Url: "https://hooks.slack.example/x")]);

    private static readonly Subscription Arrivals = new(
        "arrivals", "desk", "hook", ["milestone:arrived", "deadline"],
        new SubscriptionFilter(["1"], ["PO-7"], ["Nordlicht"], [new Lane("CN", null), new Lane(null, "Hamburg")], ["ocean"], ["HBL-1"], ["ABCU1234567"], new Dictionary<string, string> { ["desk"] = "north" }, ["invoice"]),
        12, Timing.OutsideQuietHours, new Backup("night", "chat", 30), Noon);

    [Fact]
    public async Task WhatIsSaved_IsReadBack_InItsSourceOnly()
    {
        (await Subscriptions.Save("default", Night, Cancellation)).ShouldBe(SaveOutcome.Created);
        (await Subscriptions.Save("default", Desk, Cancellation)).ShouldBe(SaveOutcome.Created);
        (await Subscriptions.Save("default", Arrivals, Cancellation)).ShouldBe(SaveOutcome.Created);

        var book = await Subscriptions.Read("default", Cancellation);
        Text(book).ShouldBe(Text(new SubscriptionBook([Desk, Night], [Arrivals])));
        Text(await Subscriptions.Read("other", Cancellation)).ShouldBe(Text(new SubscriptionBook([], [])));
        Text((await Subscriptions.Changed(0, Cancellation)).ShouldNotBeNull().BySource["default"]).ShouldBe(Text(book));
        Desk.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task SavedAgain_ItIsReplaced_AndKeepsWhenItWasCreated()
    {
        await Subscriptions.Save("default", Night, Cancellation);
        await Subscriptions.Save("default", Desk, Cancellation);
        await Subscriptions.Save("default", Arrivals, Cancellation);

        var before = (await Subscriptions.Read("default", Cancellation)).Subscriptions[0];

        (await Subscriptions.Save("default", Desk with { Name = "Other" }, Cancellation)).ShouldBe(SaveOutcome.Replaced);
        (await Subscriptions.Save("default", Arrivals with { Topics = ["all"], Backup = null, CreatedAt = Noon.AddDays(3), Generation = Guid.NewGuid() }, Cancellation)).ShouldBe(SaveOutcome.Replaced);

        var book = await Subscriptions.Read("default", Cancellation);
        book.Stakeholders[0].Name.ShouldBe("Other");
        (book.Subscriptions[0].CreatedAt, book.Subscriptions[0].Generation).ShouldBe((before.CreatedAt, before.Generation));
        Text(book with { Stakeholders = [] }).ShouldBe(Text(new SubscriptionBook([], [Arrivals with { Topics = ["all"], Backup = null }])));
        (await Subscriptions.DeleteStakeholder("default", "night", Cancellation)).ShouldBe(DeleteResult.Deleted);
    }

    [Fact]
    public async Task ASubscription_NeedsThoseWhomItNames_AndKeepsThem()
    {
        await Subscriptions.Save("default", Desk, Cancellation);
        (await Subscriptions.Save("default", Arrivals, Cancellation)).ShouldBe(SaveOutcome.NoStakeholder);
        await Subscriptions.Save("other", Night, Cancellation);
        (await Subscriptions.Save("default", Arrivals, Cancellation)).ShouldBe(SaveOutcome.NoStakeholder);
        await Subscriptions.Save("default", Night, Cancellation);
        (await Subscriptions.Save("default", Arrivals, Cancellation)).ShouldBe(SaveOutcome.Created);

        (await Subscriptions.DeleteStakeholder("default", "desk", Cancellation)).ShouldBe(DeleteResult.InUse);
        (await Subscriptions.DeleteStakeholder("default", "night", Cancellation)).ShouldBe(DeleteResult.InUse);
        (await Subscriptions.DeleteSubscription("default", "arrivals", Cancellation)).ShouldBe(DeleteResult.Deleted);
        (await Subscriptions.DeleteSubscription("default", "arrivals", Cancellation)).ShouldBe(DeleteResult.Unknown);
        (await Subscriptions.DeleteStakeholder("default", "desk", Cancellation)).ShouldBe(DeleteResult.Deleted);
        (await Subscriptions.DeleteStakeholder("default", "desk\0", Cancellation)).ShouldBe(DeleteResult.Unknown);
        (await Subscriptions.Read("default", Cancellation)).Stakeholders.ShouldHaveSingleItem().Id.ShouldBe("night");
    }

    [Fact]
    public async Task EveryChange_IsSeen_AndNothingElse()
    {
        var other = await Storage.OpenAgain();
        var known = (await Subscriptions.Changed(0, Cancellation)).ShouldNotBeNull();
        known.BySource.ShouldBeEmpty();
        (await other.Subscriptions.Changed(known.Version, Cancellation)).ShouldBeNull();

        Func<Task>[] changes =
        [
            () => Subscriptions.Save("default", Night, Cancellation), () => Subscriptions.Save("default", Desk, Cancellation), () => Subscriptions.Save("default", Arrivals, Cancellation),
            () => Subscriptions.Save("default", Night with { Name = "N" }, Cancellation), () => Subscriptions.DeleteSubscription("default", "arrivals", Cancellation),
            () => Subscriptions.DeleteStakeholder("default", "desk", Cancellation),
        ];
        foreach (var change in changes)
        {
            await change();
            var next = (await other.Subscriptions.Changed(known.Version, Cancellation)).ShouldNotBeNull();
            next.Version.ShouldBeGreaterThan(known.Version);
            (await other.Subscriptions.Changed(next.Version, Cancellation)).ShouldBeNull();
            known = next;
        }
    }

    [Fact]
    public async Task ManyWhoSaveAtOnce_AreAllSeen()
    {
        var other = await Storage.OpenAgain();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Subscriptions : other.Subscriptions).Save("default", Night with { Id = $"n-{i}" }, Cancellation)));
        (await Subscriptions.Changed(0, Cancellation)).ShouldNotBeNull().BySource["default"].Stakeholders.Count.ShouldBe(40);
    }

    /// <summary>All of it but what the store gives, lists by what is in them.</summary>
    private static string Text(SubscriptionBook book) => JsonSerializer.Serialize(new SubscriptionBook(
        [.. book.Stakeholders.Select(static one => one with { Version = 0 })],
        [.. book.Subscriptions.Select(static one => one with { Version = 0, Generation = Guid.Empty, CreatedAt = Noon })], book.Unreadable));
}
