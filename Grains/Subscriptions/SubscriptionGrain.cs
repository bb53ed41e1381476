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

    private static readonly ReadOnlyMemory<byte> TestMessage = """{"class":"test","thing":"test"}"""u8.ToArray();

    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(static channel => channel.Name, StringComparer.Ordinal);

    public Task<SubscriptionBook> Read(string source) => store.Read(source, CancellationToken.None);

    public async Task<SaveResult> Save(string source, Stakeholder stakeholder)
    {
        var book = await store.Read(source, CancellationToken.None);
        var before = book.Stakeholders.FirstOrDefault(one => one.Id == stakeholder.Id);
        var kept = stakeholder with { Contacts = [.. stakeholder.Contacts.Select(contact => Keep(contact, before?.Contacts.FirstOrDefault(one => one.Id == contact.Id)))] };
        var problems = Checks.Of(kept, byName, book.Subscriptions).ToList();
        return problems.Count > 0 ? new SaveResult(problems, false) : new SaveResult([], await store.Save(source, kept, CancellationToken.None));
    }

    public async Task<SaveResult> Save(string source, Subscription subscription)
    {
        var book = await store.Read(source, CancellationToken.None);
        var problems = Checks.Of(subscription, book.Stakeholders).ToList();
        if (problems.Count > 0) return new SaveResult(problems, false);
        return await store.Save(source, subscription with { CreatedAt = time.GetUtcNow() }, CancellationToken.None) is { } created
            ? new SaveResult([], created)
            : new SaveResult(["stakeholder: they, or the backup's, have been deleted meanwhile."], false);
    }

    public Task<DeleteResult> DeleteStakeholder(string source, string id) => store.DeleteStakeholder(source, id, CancellationToken.None);

    public Task<DeleteResult> DeleteSubscription(string source, string id) => store.DeleteSubscription(source, id, CancellationToken.None);

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
