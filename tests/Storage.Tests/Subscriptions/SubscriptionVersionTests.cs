using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;
using static Storage.Tests.Subscriptions.Desks;

namespace Storage.Tests.Subscriptions;

/// <summary>Whoever changes what somebody else has changed meanwhile finds out; and what the store gives by itself.</summary>
public abstract class SubscriptionVersionTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly WriteCondition New = new(Exists: false);
    private static readonly WriteCondition There = new(Exists: true);

    [Fact]
    public async Task EachChange_HasAHigherVersion_AndOthersKeepTheirs()
    {
        await SaveAll();
        var before = await Read();
        await Subscriptions.Save("default", Day with { Name = "Other" }, Cancellation);
        var after = await Read();
        after.Stakeholders[0].Version.ShouldBeGreaterThan(before.Subscriptions[0].Version);
        before.Subscriptions[0].Version.ShouldBeGreaterThan(before.Stakeholders[0].Version);
        (after.Stakeholders[1].Version, after.Subscriptions[0].Version).ShouldBe((before.Stakeholders[1].Version, before.Subscriptions[0].Version));
        after.Stakeholders[0].Version.ShouldBe((await Subscriptions.Changed(0, Cancellation))!.Version);
    }

    [Fact]
    public async Task WhatHasChangedSince_IsNotOverwritten_NorDeleted()
    {
        await SaveAll();
        var first = await Read();
        var (stakeholder, subscription) = (new WriteCondition([first.Stakeholders[0].Version]), new WriteCondition([first.Subscriptions[0].Version, 0]));
        (await Subscriptions.Save("default", Day with { Name = "One" }, stakeholder, Cancellation)).ShouldBe(SaveOutcome.Replaced);
        (await Subscriptions.Save("default", Arrivals with { Topics = ["customs"] }, subscription, Cancellation)).ShouldBe(SaveOutcome.Replaced);
        var known = (await Subscriptions.Changed(0, Cancellation))!.Version;

        (await Subscriptions.Save("default", Day with { Name = "Two" }, stakeholder, Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.Save("default", Arrivals with { Topics = ["all"] }, subscription, Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.DeleteSubscription("default", "arrivals", subscription, Cancellation)).ShouldBe(DeleteResult.Differs);
        (await Subscriptions.DeleteStakeholder("default", "day", stakeholder, Cancellation)).ShouldBe(DeleteResult.Differs);

        var book = await Read();
        (book.Stakeholders[0].Name, book.Subscriptions[0].Topics[0]).ShouldBe(("One", "customs"));
        (await Subscriptions.Changed(known, Cancellation)).ShouldBeNull();
        (await Subscriptions.DeleteSubscription("default", "arrivals", WriteCondition.Unchanged(book.Subscriptions[0].Version), Cancellation)).ShouldBe(DeleteResult.Deleted);
        (await Subscriptions.DeleteStakeholder("default", "day", There, Cancellation)).ShouldBe(DeleteResult.Deleted);
    }

    [Fact]
    public async Task WhatMustBeNew_ReplacesNothing_AndWhatMustBeThereIsNotMade()
    {
        (await Subscriptions.Save("default", Day, There, Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.Save("default", Day, new WriteCondition([0]), Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.Save("default", Day, New, Cancellation)).ShouldBe(SaveOutcome.Created);
        (await Subscriptions.Save("default", Day, New, Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.Save("default", Digest, There, Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.Save("default", Digest, New, Cancellation)).ShouldBe(SaveOutcome.Created);
        (await Subscriptions.Save("default", Digest, New, Cancellation)).ShouldBe(SaveOutcome.Differs);
        (await Subscriptions.DeleteSubscription("default", "digest", new WriteCondition([0]), Cancellation)).ShouldBe(DeleteResult.Differs);
        (await Subscriptions.DeleteSubscription("default", "other", new WriteCondition([0]), Cancellation)).ShouldBe(DeleteResult.Unknown);
    }

    [Fact]
    public async Task OfManyWhoStartFromTheSameVersion_OneWins()
    {
        await SaveAll();
        var other = await Storage.OpenAgain();
        var start = WriteCondition.Unchanged((await Read()).Stakeholders[0].Version);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            (i % 2 == 0 ? Subscriptions : other.Subscriptions).Save("default", Day with { Name = $"{i}" }, start, Cancellation)));
        outcomes.Count(static outcome => outcome == SaveOutcome.Replaced).ShouldBe(1);
        outcomes.Count(static outcome => outcome == SaveOutcome.Differs).ShouldBe(19);
        (await Read()).Stakeholders[0].Name.ShouldBe($"{Array.IndexOf(outcomes, SaveOutcome.Replaced)}");
    }

    [Fact]
    public async Task OneOfTheSameIdThatIsMadeAnew_IsAnother()
    {
        await SaveAll();
        var first = (await Read()).Subscriptions[0];
        first.Generation.ShouldNotBe(Guid.Empty);
        await Subscriptions.DeleteSubscription("default", "arrivals", Cancellation);
        await Subscriptions.Save("default", Arrivals with { Generation = first.Generation }, Cancellation);
        var second = (await Read()).Subscriptions[0];
        second.Generation.ShouldNotBe(first.Generation);
        second.Generation.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task WhenItWasMade_IsSaidByTheClockThatCommitsGoBy()
    {
        var before = await Storage.Now();
        await SaveAll();
        var made = (await Read()).Subscriptions[0].CreatedAt;
        made.ShouldBeInRange(before.AddTicks(-TimeSpan.TicksPerMicrosecond), await Storage.Now());
    }

    [Fact]
    public async Task APause_EndsByTheStoresClock_AndIsRememberedUntilTheNext()
    {
        await SaveAll();
        await Subscriptions.Save("default", Arrivals with { Paused = true }, Cancellation);
        var paused = (await Read()).Subscriptions[0];
        (paused.Paused, paused.ResumedAt).ShouldBe((true, null));

        var before = await Storage.Now();
        await Subscriptions.Save("default", Arrivals, Cancellation);
        var resumed = (await Read()).Subscriptions[0];
        resumed.Paused.ShouldBeFalse();
        resumed.ResumedAt.ShouldNotBeNull().ShouldBeInRange(before.AddTicks(-TimeSpan.TicksPerMicrosecond), await Storage.Now());
        (resumed.CreatedAt, resumed.Generation).ShouldBe((paused.CreatedAt, paused.Generation));

        await Subscriptions.Save("default", Arrivals with { Topics = ["all"] }, Cancellation);
        (await Read()).Subscriptions[0].ResumedAt.ShouldBe(resumed.ResumedAt);
    }

    private Task<SubscriptionBook> Read() => Subscriptions.Read("default", Cancellation);

    private async Task SaveAll()
    {
        await Subscriptions.Save("default", Day, Cancellation);
        await Subscriptions.Save("default", Night, Cancellation);
        (await Subscriptions.Save("default", Arrivals, Cancellation)).ShouldBe(SaveOutcome.Created);
    }
}
