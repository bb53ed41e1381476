using Grains.Interfaces.Subscriptions;
using Grains.Subscriptions;

namespace Grains.Tests.Subscriptions;

/// <summary>One source's stakeholders and subscriptions in memory, with versions and conditions as the stores have them.</summary>
internal sealed class SubscriptionShelf : ISubscriptionStore
{
    private long version;

    public SubscriptionBook Book { get; set; } = new([], []);

    /// <summary>What somebody else does between reading and saving; once for each call of Save.</summary>
    public Queue<Action> Meanwhile { get; } = [];

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation) =>
        Task.FromResult(version > known ? new AllSubscriptions(version, new Dictionary<string, SubscriptionBook> { ["default"] = Book }) : null);

    public Task<SubscriptionBook> Read(string source, CancellationToken cancellation) => Task.FromResult(Book);

    public Task<SaveOutcome> Save(string source, Stakeholder stakeholder, WriteCondition condition, CancellationToken cancellation)
    {
        if (Meanwhile.TryDequeue(out var act)) act();
        var before = Book.VersionOfStakeholder(stakeholder.Id);
        if (!condition.Allows(before)) return Task.FromResult(SaveOutcome.Differs);
        Put(stakeholder);
        return Task.FromResult(before is null ? SaveOutcome.Created : SaveOutcome.Replaced);
    }

    public Task<SaveOutcome> Save(string source, Subscription subscription, WriteCondition condition, CancellationToken cancellation)
    {
        if (Meanwhile.TryDequeue(out var act)) act();
        var before = Book.VersionOfSubscription(subscription.Id);
        if (!condition.Allows(before)) return Task.FromResult(SaveOutcome.Differs);
        Put(subscription);
        return Task.FromResult(before is null ? SaveOutcome.Created : SaveOutcome.Replaced);
    }

    public void Put(Stakeholder stakeholder) =>
        Book = Book with { Stakeholders = [.. Book.Stakeholders.Where(one => one.Id != stakeholder.Id), stakeholder with { Version = ++version }] };

    public void Put(Subscription subscription) =>
        Book = Book with { Subscriptions = [.. Book.Subscriptions.Where(one => one.Id != subscription.Id), subscription with { Version = ++version }] };

    public void Put(params IReadOnlyList<UnreadableDocument> unreadable)
    {
        version++;
        Book = Book with { Unreadable = unreadable };
    }

    public Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
}
