using System.Globalization;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using Grains.Subscriptions;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>Lists of notifications against a plain loop over all of them.</summary>
public abstract class NotificationListTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private const int Batches = 6;

    private static readonly Subscriber[] Both = [Hears("ops", "log"), Hears("erp", "webhook")];
    private static readonly NotificationQuery Everything = new("default", null, null, null, null, 500, null);

    private static readonly EntityKey[] Keys =
    [
        Shipment("7"), Shipment("8"), new("default", EntityKind.Invoice, "7"), new("default", EntityKind.PurchaseOrder, "7"), Shipment("7", "north"),
    ];

    [Fact]
    public async Task EveryFilter_AndEveryPage_IsWhatAPlainLoopFinds()
    {
        var all = await Filled();
        all.Count.ShouldBe(Batches * Keys.Length * 2);
        all.Select(one => one.State).Distinct().Count().ShouldBe(3);
        var found = 0;
        foreach (var source in new[] { "default", "north", "nowhere" })
        foreach (var state in (string?[])[null, "pending", "sent", "failed"])
        foreach (var key in (EntityKey?[])[null, .. Keys, Shipment("9"), Shipment("\0")])
        foreach (var (since, before) in Periods())
        {
            found += await ShouldFind(all, new NotificationQuery(source, state, key, since, before, 7, null));
        }

        found.ShouldBeGreaterThan(1_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Pages_OfAnySize_ShowEachOnce(int limit)
    {
        var all = await Filled();

        var ids = await Walk(Everything with { Limit = limit });

        ids.Select(one => one.Id).ShouldBe(Newest(all.Where(one => one.Key.Source == "default")).Select(one => one.Id));
    }

    [Fact]
    public async Task WhatIsMadeDuringAWalk_IsNotPartOfIt()
    {
        var all = await Filled();
        var first = await Notifications.Find(Everything with { Limit = 5 }, Cancellation);
        await Owe(Shipment("new"), "late", Noon.AddDays(1));

        var rest = await Walk(Everything with { Cursor = first.Next });

        first.Items.Concat(rest).Select(one => one.Id).ShouldBe(Newest(all.Where(one => one.Key.Source == "default")).Select(one => one.Id));
    }

    [Fact]
    public async Task CursorOfAnotherQuestion_IsRefused()
    {
        await Filled();
        var cursor = (await Notifications.Find(Everything with { Limit = 5 }, Cancellation)).Next.ShouldNotBeNull();

        (await Notifications.Find(Everything with { Limit = 9, Cursor = cursor }, Cancellation)).Items.Count.ShouldBe(9);
        NotificationQuery[] others =
        [
            Everything with { Source = "north" }, Everything with { State = "sent" }, Everything with { Key = Keys[0] }, Everything with { Since = Noon },
            Everything with { Before = Noon }, Everything with { Since = Noon, Before = Noon },
        ];
        foreach (var other in others) await Should.ThrowAsync<ArgumentException>(() => Notifications.Find(other with { Cursor = cursor }, Cancellation));
        foreach (var text in new[] { "x", "", ".", cursor[1..], cursor + "x", cursor[..cursor.IndexOf('.', StringComparison.Ordinal)] })
            await Should.ThrowAsync<ArgumentException>(() => Notifications.Find(Everything with { Cursor = text }, Cancellation));
    }

    [Fact]
    public async Task OneNotification_HasItsMessage_InItsSourceOnly()
    {
        var all = await Filled();
        foreach (var one in all)
        {
            var file = (await Notifications.Read(one.Key.Source, one.Id, Cancellation)).ShouldNotBeNull();
            file.Notification.ShouldBe(one);
            Text(file.Message).ShouldBe($$"""{"thing":"{{one.Thing}}"}""");
            (await Notifications.Read(one.Key.Source == "north" ? "default" : "north", one.Id, Cancellation)).ShouldBeNull();
        }

        (await Notifications.Read("default", "ntf_unknown", Cancellation)).ShouldBeNull();
        (await Notifications.Read("default", "ntf\0", Cancellation)).ShouldBeNull();
    }

    private static IEnumerable<(DateTimeOffset? Since, DateTimeOffset? Before)> Periods()
    {
        var made = Noon.AddMinutes(2);
        yield return (null, null);
        yield return (made, null);
        yield return (made.AddTicks(1), null);
        yield return (null, made);
        yield return (null, made.AddTicks(1));
        yield return (made, made);
        yield return (Noon, made.AddMinutes(2));
        yield return (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    /// <summary>Six batches, a minute apart; those over the log are claimed an hour later: a quarter each sent, failed, put off and still under way.</summary>
    private async Task<List<ListedNotification>> Filled()
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            foreach (var key in Keys) await Journal.Append(Run(Entry(key, batch + 1, $"evt-{batch}", null, Owed($"thing {batch}", batch % 2))));
            (await Storage.Expand(Both, 100, Noon.AddMinutes(batch))).ShouldBe(Keys.Length);
        }

        var (later, lease, next) = (Noon.AddHours(1), TimeSpan.FromMinutes(1), new Dictionary<string, DateTimeOffset>());
        var claimed = await Notifications.Claim(["log"], 100, later, lease, Cancellation);
        foreach (var (index, one) in claimed.Index())
        {
            next[one.Id] = index % 4 == 2 ? later.AddHours(2) : later + lease;
            if (index % 4 == 3) continue;
            await Notifications.Record(
                [new NotificationOutcome(one.Id, 1, index % 4 == 0 ? later.AddSeconds(index) : null, index % 4 == 2 ? next[one.Id] : null, index % 4 == 0 ? null : $"no {index}")], Cancellation);
        }

        // By the way that announcements are listed, which knows nothing of when they were made.
        var all = new List<ListedNotification>();
        foreach (var source in new[] { "default", "north" })
        foreach (var record in await Notifications.List(source, null, 1_000, Cancellation))
        {
            var made = Noon.AddMinutes(int.Parse(record.Thing[6..], CultureInfo.InvariantCulture));
            all.AddRange(record.Notifications.Select(one => new ListedNotification(
                one.Id, record.Key, record.Thing, record.Revision, one.Subscription, one.Channel, one.State, one.Attempts, made,
                one.State == "pending" ? next.GetValueOrDefault(one.Id, made) : null, one.SentAt, one.LastError)));
        }

        return all;
    }

    private async Task Owe(EntityKey key, string thing, DateTimeOffset now)
    {
        await Journal.Append(Run(Entry(key, 1, $"evt-{thing}", null, Owed(thing))));
        (await Storage.Expand(Both, 100, now)).ShouldBe(1);
    }

    private async Task<int> ShouldFind(List<ListedNotification> all, NotificationQuery query)
    {
        var expected = Newest(all.Where(one =>
            one.Key.Source == query.Source
            && (query.State is null || one.State == query.State)
            && (query.Key is null || one.Key == query.Key)
            && (query.Since is null || one.CreatedAt >= query.Since)
            && (query.Before is null || one.CreatedAt < query.Before)));
        (await Walk(query)).ShouldBe(expected, $"{query}");
        return expected.Count;
    }

    private static List<ListedNotification> Newest(IEnumerable<ListedNotification> some) =>
        [.. some.OrderByDescending(one => one.CreatedAt).ThenByDescending(one => one.Id, StringComparer.Ordinal)];

    private async Task<List<ListedNotification>> Walk(NotificationQuery query)
    {
        var (found, cursor) = (new List<ListedNotification>(), query.Cursor);
        do
        {
            var page = await Notifications.Find(query with { Cursor = cursor }, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            if (page.Next is not null) page.Items.Count.ShouldBe(query.Limit);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return found;
    }
}
