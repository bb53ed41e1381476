using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Orleans.Concurrency;

namespace Grains.Subscriptions;

/// <inheritdoc cref="ISubscriptionGrain"/>
[Reentrant, StatelessWorker]
internal sealed class SubscriptionGrain(ISubscriptionStore store, IEnumerable<INotificationChannel> channels, TimeProvider time) : Grain, ISubscriptionGrain
{
    /// <summary>Below the time after which Orleans gives a call up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Each that does not fit means that somebody else's did.</summary>
    private const int MostAttempts = 20;

    private static readonly ReadOnlyMemory<byte> TestMessage = """{"class":"test","thing":"test"}"""u8.ToArray();

    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);

    public Task<SubscriptionBook> Read(string source) => store.Read(source, CancellationToken.None);

    public Task<SaveResult> Save(string source, Stakeholder stakeholder) => Save(source, stakeholder, WriteCondition.None);

    public Task<SaveResult> Save(string source, Stakeholder stakeholder, WriteCondition condition) => Change(source, async book =>
    {
        var before = book.Stakeholders.FirstOrDefault(one => one.Id == stakeholder.Id);
        var version = book.VersionOfStakeholder(stakeholder.Id);
        if (!condition.Allows(version)) return (SaveOutcome.Differs, [], true);
        var kept = stakeholder with { Contacts = [.. stakeholder.Contacts.Select(contact => Keep(contact, before?.Contacts.FirstOrDefault(one => one.Id == contact.Id)))] };
        var problems = Checks.Of(kept, byName, book.Subscriptions).ToList();
        return problems.Count > 0 ? (SaveOutcome.None, problems, true) : (await store.Save(source, kept, WriteCondition.Unchanged(version), CancellationToken.None), [], false);
    });

    public Task<SaveResult> Save(string source, Subscription subscription) => Save(source, subscription, null, WriteCondition.None);

    public Task<SaveResult> Save(string source, Subscription subscription, bool? paused, WriteCondition condition) => Change(source, async book =>
    {
        var before = book.Subscriptions.FirstOrDefault(one => one.Id == subscription.Id);
        var version = book.VersionOfSubscription(subscription.Id);
        if (!condition.Allows(version)) return (SaveOutcome.Differs, [], true);
        var problems = Checks.Of(subscription, book.Stakeholders).ToList();
        if (problems.Count > 0) return (SaveOutcome.None, problems, true);
        var kept = subscription with { Paused = paused ?? before?.Paused ?? false };
        return (await store.Save(source, kept, WriteCondition.Unchanged(version), CancellationToken.None), [], false);
    });

    public Task<DeleteResult> DeleteStakeholder(string source, string id) => DeleteStakeholder(source, id, WriteCondition.None);

    public Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition) => store.DeleteStakeholder(source, id, condition, CancellationToken.None);

    public Task<DeleteResult> DeleteSubscription(string source, string id) => DeleteSubscription(source, id, WriteCondition.None);

    public Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition) => store.DeleteSubscription(source, id, condition, CancellationToken.None);

    public async Task<bool> Pause(string source, string id, Guid generation)
    {
        var result = await Change(source, async book =>
        {
            if (book.Subscriptions.FirstOrDefault(one => one.Id == id && one.Generation == generation) is not { } before) return (SaveOutcome.Differs, [], true);
            if (before.Paused) return (SaveOutcome.Replaced, [], true);
            return (await store.Save(source, before with { Paused = true }, WriteCondition.Unchanged(before.Version), CancellationToken.None), [], false);
        });
        return !result.Differs;
    }

    public async Task<TestResult> Test(string source, string stakeholder, string contact)
    {
        var book = await store.Read(source, CancellationToken.None);
        if (book.Stakeholders.FirstOrDefault(one => one.Id == stakeholder)?.Contacts.FirstOrDefault(one => one.Id == contact) is not { } known) return new TestResult(false, false, null);
        if (!byName.TryGetValue(known.Channel, out var channel)) return new TestResult(true, false, $"This service has no channel {known.Channel}.");
        var message = new Notification(
            $"test_{Guid.NewGuid():N}", "test", known.Channel, Targets.Of(source, stakeholder, contact), NotificationIds.DigestKey(source), NotificationIds.Test, 0, time.GetUtcNow(),
            TestMessage, 1);
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var result = await channel.Send(message, known, patience.Token);
            return new TestResult(true, result.Verdict == SendVerdict.Sent, result.Error);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new TestResult(true, false, $"It did not get through within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception fault)
        {
            // Its message may have a secret in it; its kind has none.
            return new TestResult(true, false, $"The channel failed: {fault.GetType().Name}.");
        }
    }

    /// <summary>
    /// What is kept of before, such as secrets, is taken from the row at a version, and saved only if that still is its version: else it would bring back what somebody else has replaced meanwhile.
    /// </summary>
    /// <param name="attempt">What came of it, what is wrong, and whether it was decided without the store; where it was not, what differs may fit at the next attempt.</param>
    private async Task<SaveResult> Change(string source, Func<SubscriptionBook, Task<(SaveOutcome Outcome, IReadOnlyList<string> Problems, bool IsSettled)>> attempt)
    {
        for (var i = 0; i < MostAttempts; i++)
        {
            var (outcome, problems, isSettled) = await attempt(await store.Read(source, CancellationToken.None));
            if (outcome == SaveOutcome.Differs && !isSettled) continue;
            return outcome == SaveOutcome.NoStakeholder
                ? new SaveResult(["stakeholder: they, or the backup's, have been deleted meanwhile."], false)
                : new SaveResult(problems, outcome == SaveOutcome.Created, outcome == SaveOutcome.Differs);
        }

        throw new StoreUnavailableException("Others change it all the time.");
    }

    /// <summary>
    /// With the secrets that it had, where none are given. Only for the same channel and address: a secret is not handed to somebody else by a new address. An empty former
    /// secret takes it away.
    /// </summary>
    private static Contact Keep(Contact contact, Contact? before)
    {
        if (before?.Channel == contact.Channel && contact.HasSecretUrl && contact.Url is null) contact = contact with { Url = before.Url };
        if (before?.Channel == contact.Channel && contact.Url == before.Url)
        {
            if (contact.Secret is null) contact = contact with { Secret = before.Secret, PreviousSecret = contact.PreviousSecret ?? before.PreviousSecret };
        }

        return contact.PreviousSecret == "" ? contact with { PreviousSecret = null } : contact;
    }
}
