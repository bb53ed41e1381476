using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Grains.Commits;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using Grains.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Storage.Tests.Lanes;

namespace Grains.Tests.Notifications.Lanes;

/// <summary>A silo that sends, on a store in memory: its dispatcher, its circuits, and a channel that does what it is told.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly Meters meters = new();
    private readonly NotificationDispatcher dispatcher;
    private readonly FakeTimeProvider time;
    private readonly LaneModel store;
    private int places;

    public Desk(LaneModel store, Books books, FakeTimeProvider time, params IReadOnlyList<INotificationChannel> channels)
    {
        (this.store, this.time, Books) = (store, time, books);
        var options = Options.Create(new NotificationOptions { FirstRetry = TimeSpan.FromSeconds(1), LongestRetry = TimeSpan.FromSeconds(10) });
        var instruments = new NotificationInstruments(meters);
        var subscribers = new Subscribers(books, [], new SubscriptionInstruments(meters), NullLogger<Subscribers>.Instance);
        Circuits = new Circuits(options, instruments, time, NullLogger<Circuits>.Instance);
        Sender = new LaneSender(channels, subscribers, new DigestCloser(store, NullLogger<DigestCloser>.Instance), new Transports(), Circuits, instruments, options, time, NullLogger<LaneSender>.Instance);
        dispatcher = new NotificationDispatcher(
            store, new MailboxRounds(store, Sender, subscribers, options, NullLogger<MailboxRounds>.Instance), subscribers, options, time, NullLogger<NotificationDispatcher>.Instance);
        Subscribers = subscribers;
    }

    public Books Books { get; }

    public Circuits Circuits { get; }

    public LaneSender Sender { get; }

    public Subscribers Subscribers { get; }

    public Task Start() => dispatcher.StartAsync(CancellationToken.None);

    /// <summary>Expands announcements as the silo that reads the commits does, and has what comes of it sent.</summary>
    public async Task Announce(params IReadOnlyList<OwedAnnouncement> announcements)
    {
        await Expand(store, Subscribers, time, new CommitPlace(1, places), new CommitPlace(1, ++places), announcements);
        dispatcher.News();
    }

    /// <summary>Has the silo look again, as its clock does.</summary>
    public void Wake() => dispatcher.News();

    public static async Task Expand(LaneModel store, Subscribers subscribers, TimeProvider time, CommitPlace from, CommitPlace to, IReadOnlyList<OwedAnnouncement> announcements)
    {
        var book = await subscribers.Read(CancellationToken.None);
        var known = await store.Known([.. announcements.Select(static one => (one.Key, one.Thing)).Distinct()], CancellationToken.None);
        var parts = new LanePage(new Hearers([.. book.All, .. book.Paused]), known, TimeSpan.FromDays(7), time.GetUtcNow(), 1_000).Parts(announcements).ToList();
        foreach (var part in parts) await store.Expand(part, new CommitMove("test", from, from), time.GetUtcNow(), CancellationToken.None);
        (await store.Expand(new LaneExpansion([], [], []), new CommitMove("test", from, to), time.GetUtcNow(), CancellationToken.None)).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await dispatcher.StopAsync(CancellationToken.None);
        dispatcher.Dispose();
        meters.Dispose();
    }
}

/// <summary>A message that a channel was given.</summary>
internal sealed record Posted(string Id, string Subscription, string Target, string Entity, string Thing, int Revision, string? Address, ReadOnlyMemory<byte> Message, ReadOnlyMemory<byte>? Told);

/// <summary>A channel that answers as it is told; each address is a transport of its own, but for those that name one: <c>way!address</c>.</summary>
internal sealed class Told(Func<Posted, CancellationToken, Task<SendResult>> answer) : INotificationChannel
{
    public static readonly SendResult Taken = new(SendVerdict.Sent);

    public string Name => "told";

    public ConcurrentQueue<Posted> Tried { get; } = new();

    public ConcurrentQueue<Posted> Sent { get; } = new();

    public bool WordsFail { get; init; }

    public string? Words(Notification notification) => WordsFail ? throw new InvalidOperationException("No words.") : null;

    public IEnumerable<string> Problems(Contact contact) => [];

    public string Transport(Contact? contact) => $"told {contact?.Address?.Split('!')[0]}";

    public async Task<SendResult> Send(Notification notification, Contact? contact, CancellationToken cancellation)
    {
        var posted = new Posted(
            notification.Id, notification.Subscription, notification.Target, notification.Key.Id, notification.Thing, notification.Revision, contact?.Address, notification.Message, notification.Told);
        Tried.Enqueue(posted);
        var result = await answer(posted, cancellation);
        if (result.Verdict == SendVerdict.Sent) Sent.Enqueue(posted);
        return result;
    }
}

/// <summary>Stakeholders and subscriptions in memory.</summary>
internal sealed class Books : ISubscriptionStore
{
    private readonly Dictionary<string, Stakeholder> stakeholders = [];
    private readonly Dictionary<string, Subscription> subscriptions = [];
    private long version = 1;

    public Books With(string id, string address, Timing timing = Timing.AtOnce, SubscriptionFilter? filter = null, Backup? backup = null, QuietHours? quiet = null)
    {
        lock (subscriptions)
        {
            version++;
            stakeholders[id] = new Stakeholder(id, id, "UTC", new TimeOnly(7, 30), quiet, [new Contact("c", "told", address)]);
            var generation = subscriptions.TryGetValue(id, out var there) ? there.Generation : Guid.NewGuid();
            subscriptions[id] = new Subscription(id, id, "c", ["all"], filter ?? SubscriptionFilter.All, 0, timing, backup, DateTimeOffset.MinValue, generation);
        }

        return this;
    }

    /// <summary>Another subscription over the contact of this one.</summary>
    public Books Also(string id, string of)
    {
        lock (subscriptions)
        {
            version++;
            subscriptions[id] = subscriptions[of] with { Id = id, Generation = Guid.NewGuid() };
        }

        return this;
    }

    /// <summary>A subscription goes to the contact of another stakeholder from now on.</summary>
    public void Moves(string id, string stakeholder)
    {
        lock (subscriptions)
        {
            version++;
            subscriptions[id] = subscriptions[id] with { Stakeholder = stakeholder };
        }
    }

    public void DigestAt(string id, TimeOnly at)
    {
        lock (subscriptions)
        {
            version++;
            stakeholders[id] = stakeholders[id] with { DigestAt = at };
        }
    }

    public void Pause(string id, bool paused)
    {
        lock (subscriptions)
        {
            version++;
            subscriptions[id] = subscriptions[id] with { Paused = paused };
        }
    }

    public void Remove(string id)
    {
        lock (subscriptions)
        {
            version++;
            subscriptions.Remove(id);
        }
    }

    public Task<AllSubscriptions?> Changed(long known, CancellationToken cancellation)
    {
        lock (subscriptions)
        {
            return Task.FromResult(known == version
                ? null
                : new AllSubscriptions(version, new Dictionary<string, SubscriptionBook> { ["default"] = new([.. stakeholders.Values], [.. subscriptions.Values]) }));
        }
    }

    public Task<SubscriptionBook> Read(string source, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<SaveOutcome> Save(string source, Stakeholder stakeholder, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<SaveOutcome> Save(string source, Subscription subscription, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<DeleteResult> DeleteStakeholder(string source, string id, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
    public Task<DeleteResult> DeleteSubscription(string source, string id, WriteCondition condition, CancellationToken cancellation) => throw new NotSupportedException();
}
