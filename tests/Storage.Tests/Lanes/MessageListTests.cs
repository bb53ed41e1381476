using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications.Lanes;
using static Storage.Tests.Freight;
using static Storage.Tests.Lanes.Mailing;

namespace Storage.Tests.Lanes;

/// <summary>Lists of messages, waiting ones and ended ones, against a plain loop over all of them.</summary>
public abstract class MessageListTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private const int Batches = 6;

    private static readonly NotificationQuery Everything = new("default", null, null, null, null, 500, null);

    private static readonly EntityKey[] Keys =
    [
        Shipment("7"), Shipment("8"), new("default", EntityKind.Invoice, "7"), new("default", EntityKind.PurchaseOrder, "7"), Shipment("7", "north"),
    ];

    [Fact]
    public async Task EveryFilter_AndEveryPage_IsWhatAPlainLoopFinds()
    {
        var all = await Filled();
        all.Select(one => one.State).Distinct().Count().ShouldBe(4);
        var found = 0;
        foreach (var source in new[] { "default", "north", "nowhere" })
        foreach (var state in (string?[])[null, .. NotificationStates.All])
        foreach (var key in (EntityKey?[])[null, .. Keys, Shipment("9"), Shipment("\0")])
        foreach (var (since, before) in Periods())
        {
            found += await ShouldFind(all, new NotificationQuery(source, state, key, since, before, 7, null));
        }

        found.ShouldBeGreaterThan(900);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Pages_OfAnySize_ShowEachOnce(int limit)
    {
        var all = await Filled();

        (await Walk(Everything with { Limit = limit })).Select(one => one.Id).ShouldBe(Newest(all.Where(one => one.Key.Source == "default")).Select(one => one.Id));
    }

    [Fact]
    public async Task WhatComesDuringAWalk_IsNotPartOfIt()
    {
        var all = await Filled();
        var first = await Messages.Find(Everything with { Limit = 5 }, Cancellation);
        await Storage.Announce(0, Noon.AddDays(1), Made(Lane(thing: "late")));

        var rest = await Walk(Everything with { Cursor = first.Next });

        first.Items.Concat(rest).Select(one => one.Id).ShouldBe(Newest(all.Where(one => one.Key.Source == "default")).Select(one => one.Id));
    }

    [Fact]
    public async Task CursorOfAnotherQuestion_IsRefused()
    {
        await Filled();
        var cursor = (await Messages.Find(Everything with { Limit = 5 }, Cancellation)).Next.ShouldNotBeNull();

        (await Messages.Find(Everything with { Limit = 9, Cursor = cursor }, Cancellation)).Items.Count.ShouldBe(9);
        foreach (var other in new[] { Everything with { Source = "north" }, Everything with { State = "sent" }, Everything with { Key = Keys[0] } })
            await Should.ThrowAsync<ArgumentException>(() => Messages.Find(other with { Cursor = cursor }, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => Messages.Find(Everything with { Cursor = "x" }, Cancellation));
    }

    [Fact]
    public async Task OneMessage_SaysWhatItSaid_InItsSourceOnly()
    {
        var all = await Filled();
        foreach (var one in all)
        {
            var file = (await Messages.Read(one.Key.Source, one.Id, Cancellation)).ShouldNotBeNull();
            file.Notification.ShouldBe(one);
            Text(file.Message).ShouldBe($$"""{"thing":"{{one.Thing}}","revision":{{one.Revision}}}""");
            (await Messages.Read(one.Key.Source == "north" ? "default" : "north", one.Id, Cancellation)).ShouldBeNull();
        }

        foreach (var id in new[] { "ntf_unknown", "ntf\0", "", "ntf_", MessageIds.Of(Lane().Id, 0), all[0].Id + "0" }) (await Messages.Read("default", id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task OneThatWaits_SaysWhatWasToldBefore()
    {
        await Storage.Announce(0, Made(Lane()));
        await Storage.Record((await Storage.OnlyDue(Noon)).Ended(LaneEnd.Sent, Noon));
        await Storage.Announce(1, Made(Lane()));

        var file = await Messages.Read("default", MessageIds.Of(Lane().Id, 1), Cancellation);

        Text(file.ShouldNotBeNull().Message).ShouldBe("""{"thing":"milestone:departed","revision":1,"told":{"thing":"milestone:departed","revision":0}}""");
        file.Notification.State.ShouldBe(NotificationStates.Pending);
        // What was sent says what it said.
        Text((await Messages.Read("default", MessageIds.Of(Lane().Id, 0), Cancellation)).ShouldNotBeNull().Message).ShouldBe("""{"thing":"milestone:departed","revision":0}""");
    }

    [Fact]
    public async Task ADigestThatIsOpen_HasTheNumberThatItWillGet_AndSaysWhatItHas()
    {
        await Storage.Collect(0, Noon.AddHours(1), Lane(thing: "a"), Lane(thing: "b"));
        var id = MessageIds.Of(Digest().Id, 1);

        var open = (await Messages.Read("default", id, Cancellation)).ShouldNotBeNull();

        (open.Notification.Key.Kind, open.Notification.Thing, open.Notification.State, open.Notification.Revision, open.Notification.NextAttemptAt)
            .ShouldBe((EntityKind.None, "digest", NotificationStates.Pending, 1, Noon.AddHours(1)));
        Text(open.Message).ShouldContain("\"count\":2");
        Text(open.Message).ShouldContain(Text(Message(Lane(thing: "b"))));
        (await Messages.Find(Everything, Cancellation)).Items.Select(one => (one.Id, one.State)).ShouldBe(
            [(id, "pending"), (MessageIds.Of(Lane(thing: "a").Id, 0), "collected"), (MessageIds.Of(Lane(thing: "b").Id, 0), "collected")], ignoreOrder: true);
        (await Messages.Find(Everything with { Key = Digest().Key }, Cancellation)).Items.ShouldHaveSingleItem().Id.ShouldBe(id);

        (await Storage.Close()).MessageId.ShouldBe(id);
        (await Messages.Read("default", id, Cancellation)).ShouldNotBeNull().Message.ShouldBe("""{"class":"digest"}"""u8.ToArray());
    }

    [Fact]
    public async Task Announcements_AreListedWithTheMessagesAboutThem_TwentyAtMost()
    {
        await Journal.Append(Run(Entry(Shipment("460723"), 1, "evt-1", null, Owed())), Run(Entry(Shipment("2"), 1, "evt-2", null, Owed("milestone:arrived", 1))));
        await Storage.Announce(0, [.. Enumerable.Range(0, 15).Select(i => Made(Lane($"sub-{i:D2}")))]);
        await Storage.Announce(0, [.. Enumerable.Range(15, 15).Select(i => Made(Lane($"sub-{i:D2}"), Yard, LaneState.Collected))]);
        await Storage.Announce(1, Made(Lane(shipment: "2", thing: "milestone:arrived"), Yard));
        await Storage.Record([.. (await Storage.Due(Noon)).Select((one, i) => one.Ended(one.Key.Subscription == "sub-01" ? LaneEnd.Failed : LaneEnd.Sent, Noon.AddMinutes(i)))]);

        var list = await Messages.List("default", null, 10, Cancellation);

        list.Select(one => one.Key.Id).ShouldBe(["460723", "2"], ignoreOrder: true);
        var about = list.Single(one => one.Key.Id == "460723").Notifications;
        about.Select(one => one.Subscription).ShouldBe(Enumerable.Range(0, 20).Select(i => $"sub-{i:D2}"));
        about.Take(3).Select(one => (one.State, one.LastError, one.Channel)).ShouldBe([("sent", null, "email"), ("failed", "busy", "email"), ("sent", null, "email")]);
        (about[^1].State, about[^1].Id).ShouldBe(("collected", MessageIds.Of(Lane("sub-19").Id, 0)));
        var arrived = (await Messages.List("default", Shipment("2"), 10, Cancellation)).ShouldHaveSingleItem();
        arrived.Notifications.ShouldHaveSingleItem().ShouldBe(
            new NotificationRecord(MessageIds.Of(Lane(shipment: "2", thing: "milestone:arrived").Id, 1), "ops", "", "pending", 0, null, null));
        (await Messages.List("default", Shipment("2", "north"), 10, Cancellation)).ShouldBeEmpty();
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
        yield return (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
    }

    /// <summary>Six batches, a minute apart, for two subscriptions: a fifth each sent, given up, tried again, not tried, and collected.</summary>
    private async Task<List<ListedNotification>> Filled()
    {
        var (all, index) = (new List<ListedNotification>(), 0);
        for (var batch = 0; batch < Batches; batch++)
        foreach (var key in Keys)
        foreach (var subscription in new[] { "ops", "erp" })
        {
            var (lane, since, turn) = (new LaneKey(subscription, Guid.Empty, key, $"thing {batch}"), Noon.AddMinutes(batch), index++ % 5);
            await Storage.Announce(batch % 2, since, Made(lane, $"target-{index}", turn == 4 ? LaneState.Collected : LaneState.Waiting));
            var listed = new ListedNotification(
                MessageIds.Of(lane.Id, batch % 2), key, lane.Thing, batch % 2, subscription, turn < 2 ? "email" : "", turn switch { 0 => "sent", 1 => "failed", 4 => "collected", _ => "pending" },
                turn < 3 ? 1 : 0, since, turn switch { 2 => Noon.AddHours(2), 3 => Noon, _ => null }, turn == 0 ? Noon.AddHours(1) : null, turn is 1 or 2 ? "busy" : null);
            if (turn < 3)
            {
                var due = await Storage.OnlyDue(Noon, $"target-{index}");
                await Storage.Record(due.Ended(turn switch { 0 => LaneEnd.Sent, 1 => LaneEnd.Failed, _ => LaneEnd.Again }, Noon.AddHours(1)) with { DueAt = Noon.AddHours(2) });
            }

            all.Add(listed);
        }

        return all;
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
            var page = await Messages.Find(query with { Cursor = cursor }, Cancellation);
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            if (page.Next is not null) page.Items.Count.ShouldBe(query.Limit);
            found.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return found;
    }
}
