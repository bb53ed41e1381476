using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;
using Grains.Notifications;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>What was decided about announcements is written once, as a whole, or not at all.</summary>
public abstract class ExpansionTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task APage_HasTheOldest_WithWhatTheirMessagesSay_AndWhoWasToldBefore()
    {
        await Owe(1, Owed(), Owed("milestone:arrived"));
        await Storage.Expand([Hears("ops", "log"), Hears("erp", "webhook")], 10, Noon);
        await Owe(2, Owed(revision: 1), Owed("customs:fda"));
        await Owe(3, Owed(revision: 2));

        var page = await Storage.Owed(2);

        page.Announcements.Select(one => (one.Key, one.Thing, one.Revision, one.Version)).ShouldBe([(Key, "customs:fda", 0, 2L), (Key, "milestone:departed", 1, 2L)], ignoreOrder: true);
        page.Announcements.ShouldAllBe(one => one.OccurredAt == Noon.AddHours(-3) && Text(one.Message) == $"{{\"thing\":\"{one.Thing}\"}}");
        page.Told.ShouldBe([new ToldThing("ops", Key, "milestone:departed"), new ToldThing("erp", Key, "milestone:departed")], ignoreOrder: true);
        page.Estimates.ShouldBeEmpty();
        (await Storage.Owed(10)).Announcements.Count.ShouldBe(3);
    }

    [Fact]
    public async Task WhoDecidesSecond_WritesNothing()
    {
        await Owe(1, Owed());
        var page = await Storage.Owed(10);

        (await Storage.Expand(ForAll(page, [Hears("ops", "log")], Noon), page, Noon)).ShouldBe(1);
        (await Storage.Expand(ForAll(page, [Hears("ops", "log"), Hears("late", "log")], Noon), page, Noon)).ShouldBe(0);

        (await All()).Select(one => one.Subscription).ShouldBe(["ops"]);
    }

    [Fact]
    public async Task OfTwoPagesThatOverlap_TheSecondIsDecidedAnew_AndWritesTheRest()
    {
        await Owe(1, Owed());
        var first = await Storage.Owed(10);
        await Owe(2, Owed(revision: 1));
        var second = await Storage.Owed(10);

        (await Storage.Expand(ForAll(first, [Hears("ops", "log")], Noon), first, Noon)).ShouldBe(1);
        (await Storage.Expand(ForAll(second, [Hears("ops", "log")], Noon), second, Noon)).ShouldBe(0);
        var rest = await Storage.Owed(10);
        (await Storage.Expand(ForAll(rest, [Hears("ops", "log")], Noon), rest, Noon)).ShouldBe(1);

        (await All()).Select(one => one.Revision).Order().ShouldBe([0, 1]);
    }

    [Fact]
    public async Task EstimatesTold_AreThoseOfTheHighestRevision_AndOnlyOfWhoWasFirst()
    {
        await Owe(1, Owed("estimate:arrival"), Owed("estimate:arrival", 1));
        var page = await Storage.Owed(10);
        var expansion = ForAll(page, [], Noon);
        await Storage.Expand(expansion with { Estimates = [Told("ops", 1, Noon.AddDays(3)), Told("erp", 0, null)] }, page, Noon);
        await Storage.Expand(expansion with { Estimates = [Told("ops", 1, Noon), Told("ghost", 9, Noon)] }, page, Noon);

        await Owe(2, Owed("estimate:arrival", 2));
        var next = await Storage.Owed(10);
        next.Estimates.ShouldBe([Told("ops", 1, Noon.AddDays(3)), Told("erp", 0, null)], ignoreOrder: true);

        await Storage.Expand(ForAll(next, [], Noon) with { Estimates = [Told("ops", 2, Noon.AddDays(4)), Told("erp", -1, Noon)] }, next, Noon);
        await Owe(3, Owed("estimate:arrival", 3), Owed("estimate:arrival", 4));
        (await Storage.Owed(10)).Estimates.ShouldBe([Told("ops", 2, Noon.AddDays(4)), Told("erp", 0, null)], ignoreOrder: true);

        static ToldEstimate Told(string subscription, int revision, DateTimeOffset? value) => new(subscription, Key, "estimate:arrival", revision, value);
    }

    [Fact]
    public async Task WhatASubscriptionKnewBefore_IsInItsMessage_AlsoInADigestAndForTheBackup()
    {
        await Owe(1, Owed("estimate:arrival"));
        var page = await Storage.Owed(10);
        var (plain, digest) = (WithBackup(page), Collecting(page, "2026-03-15"));
        await Storage.Expand(
            digest with
            {
                Notifications =
                [
                    plain.Notifications[0] with { ToldBefore = Noon.AddDays(2) },
                    digest.Notifications[0] with { Id = "ntf_other", Subscription = "other", ToldBefore = Noon.AddDays(3) },
                ],
            },
            page,
            Noon);
        await Notifications.Escalate(10, Noon.AddHours(1), Cancellation);

        const string told = """{"thing":"estimate:arrival","toldBefore":"2026-03-16T12:00:00+00:00"}""";
        var claimed = await Notifications.Claim(ClaimScope.Over("log", "slack"), 10, Noon.AddHours(2), Lease, Cancellation);
        claimed.Where(one => one.Key == Key).Select(one => Text(one.Message)).ShouldBe([told, told]);
        Text(claimed.Single(one => one.Key != Key).Message).ShouldEndWith(""""messages":[{"thing":"estimate:arrival","toldBefore":"2026-03-17T12:00:00+00:00"}]}"""");
        foreach (var one in claimed) (await Notifications.Read("default", one.Id, Cancellation)).ShouldNotBeNull().Message.ShouldBe(one.Message.ToArray());
    }

    [Fact]
    public async Task WhatIsTooLate_IsNotWritten()
    {
        await Owe(1, Owed());
        var page = await Storage.Owed(10);

        (await Storage.Expand(Collecting(page, "2026-03-15") with { NotAfter = DateTimeOffset.UtcNow.AddMilliseconds(-1) }, page, Noon)).ShouldBe(0);
        (await All()).ShouldBeEmpty();
        (await Storage.Owed(10)).Announcements.ShouldHaveSingleItem();

        (await Storage.Expand(Collecting(page, "2026-03-16") with { NotAfter = DateTimeOffset.UtcNow.AddHours(1) }, page, Noon)).ShouldBe(1);
        (await All()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task ADigest_IsOneMessageOfAllThatItHasCollected_WhichEndAsItDoes()
    {
        await Owe(1, Owed());
        var page = await Storage.Owed(10);
        await Storage.Expand(Collecting(page, "2026-03-15"), page, Noon);
        await Owe(2, Owed("milestone:arrived"));
        page = await Storage.Owed(10);
        await Storage.Expand(Collecting(page, "2026-03-15"), page, Noon);

        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon.AddHours(1));
        var digest = (await Notifications.Claim(Freight.Channels, 10, Noon.AddHours(1), Lease, Cancellation)).ShouldHaveSingleItem();

        (digest.Key, digest.Thing, digest.Subscription).ShouldBe((NotificationIds.DigestKey("default"), "digest:2026-03-15", "ops"));
        Text(digest.Message).ShouldBe("""{"class":"digest","source":"default","thing":"digest:2026-03-15","count":2,"messages":[{"thing":"milestone:departed"},{"thing":"milestone:arrived"}]}""");
        (await Notifications.Read("default", digest.Id, Cancellation)).ShouldNotBeNull().Message.ShouldBe(digest.Message.ToArray());
        (await All()).Select(one => one.State).Order().ShouldBe(["collected", "collected", "pending"]);
        var member = (await All()).First(one => one.State == "collected");
        (await Notifications.Retry("default", member.Id, Noon, Cancellation)).ShouldBe(RetryOutcome.Collected);

        await Notifications.Record([new NotificationOutcome(digest.Id, 1, null, Noon.AddHours(2), "busy")], Cancellation);
        (await All()).Select(one => one.State).Order().ShouldBe(["collected", "collected", "pending"]);
        await Notifications.Record([new NotificationOutcome(digest.Id, 1, Noon.AddHours(2), null, null)], Cancellation);
        (await All()).ShouldAllBe(one => one.State == "sent" && one.SentAt == Noon.AddHours(2));
        // An announcement that nobody made is not listed as one.
        (await Notifications.List("default", null, 10, Cancellation)).Select(record => record.Thing).Order().ShouldBe(["milestone:arrived", "milestone:departed"]);
    }

    [Fact]
    public async Task WhatDidNotGetThroughInTime_GoesToTheBackup_Once()
    {
        await Owe(1, Owed(), Owed("milestone:arrived"), Owed("milestone:delivered"));
        var page = await Storage.Owed(10);
        await Storage.Expand(WithBackup(page), page, Noon);
        var claimed = await Notifications.Claim(Freight.Channels, 10, Noon, Lease, Cancellation);
        string Id(string thing) => claimed.Single(one => one.Thing == thing).Id;
        await Notifications.Record(
            [
                new(Id("milestone:departed"), 1, Noon, null, null),
                new(Id("milestone:arrived"), 1, null, Noon.AddHours(9), "busy"),
                new(Id("milestone:delivered"), 1, null, null, "gone"),
            ],
            Cancellation);

        // What has failed for good is handed on at once, the other when its time has come.
        (await Notifications.Escalate(10, Noon, Cancellation)).ShouldBe(1);
        (await Backups()).ShouldBe(["milestone:delivered ops#backup"]);
        (await Notifications.NextDue(Freight.Channels, Cancellation)).ShouldBe(Noon.AddMinutes(30));
        (await Notifications.Escalate(10, Noon.AddMinutes(30).AddMilliseconds(-1), Cancellation)).ShouldBe(0);
        var other = await Storage.OpenAgain();
        var handed = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? Notifications : other.Notifications).Escalate(10, Noon.AddMinutes(30), Cancellation)));
        handed.Sum().ShouldBe(1);
        (await Backups()).ShouldBe(["milestone:arrived ops#backup", "milestone:delivered ops#backup"]);
        var sent = await Notifications.Claim(ClaimScope.Over("slack"), 10, Noon.AddHours(1), Lease, Cancellation);
        sent.ShouldAllBe(one => one.Target == "default/night/chat" && one.Id == NotificationIds.Of("ops#backup", one.Key, one.Thing, 0) && one.Message.Length > 0);

        async Task<IEnumerable<string>> Backups() => (await All()).Where(one => one.Subscription.EndsWith("#backup", StringComparison.Ordinal)).Select(one => $"{one.Thing} {one.Subscription}").Order();
    }

    [Fact]
    public async Task Targets_AreLeftAlone_OrTriedAlone()
    {
        await Owe(1, Owed());
        await Storage.Expand([Hears("a", "log") with { Target = "default/a/x" }, Hears("b", "log") with { Target = "default/b/x" }, Hears("c", "log")], 10, Noon);

        var scope = ClaimScope.Over(Freight.Channels);
        (await Notifications.NextDue(scope with { Except = ["default/a/x", "default/b/x", "log"] }, handsOn: false, Cancellation)).ShouldBeNull();
        (await Notifications.Claim(scope with { Only = "default/b/x" }, 10, Noon, Lease, Cancellation)).ShouldHaveSingleItem().Subscription.ShouldBe("b");
        (await Notifications.NextDue(scope with { Only = "default/b/x" }, handsOn: false, Cancellation)).ShouldBe(Noon + Lease);
        (await Notifications.Claim(scope with { Except = ["default/a/x"] }, 10, Noon, Lease, Cancellation)).ShouldHaveSingleItem().Subscription.ShouldBe("c");
        (await Notifications.Claim(scope, 10, Noon, Lease, Cancellation)).ShouldHaveSingleItem().Target.ShouldBe("default/a/x");
    }

    [Fact]
    public async Task ManyWhoExpandAtOnce_WriteWhatOneWould()
    {
        var other = await Storage.OpenAgain();
        var writing = Write();
        async Task Write()
        {
            await Task.Yield();
            for (var version = 1; version <= 20; version++)
                await Journal.Append([.. Enumerable.Range(0, 10).Select(i => Run(Entry(Shipment($"s-{i}"), version, $"evt-{version}", null, Owed("estimate:arrival", version - 1))))]);
        }

        var expanders = Enumerable.Range(0, 6).Select(async i =>
        {
            var store = i % 2 == 0 ? Storage : other;
            while (true)
            {
                var done = writing.IsCompleted;
                var page = await store.Owed(7);
                if (page.Announcements.Count == 0 && done) return;
                await store.Expand(
                    ForAll(page, [Hears("ops", "log")], Noon) with
                    {
                        Estimates = [.. page.Announcements.GroupBy(one => one.Key).Select(all => new ToldEstimate("ops", all.Key, "estimate:arrival", all.Max(one => one.Revision), Noon.AddDays(all.Max(one => one.Revision))))],
                    },
                    page,
                    Noon);
            }
        });
        await Task.WhenAll([writing, .. expanders]);

        (await All()).Select(one => $"{one.Key.Id} {one.Revision}").Order().ShouldBe(from i in Enumerable.Range(0, 10) from revision in Enumerable.Range(0, 20) orderby $"s-{i} {revision}" select $"s-{i} {revision}");
        await Journal.Append([.. Enumerable.Range(0, 10).Select(i => Run(Entry(Shipment($"s-{i}"), 21, "evt-21", null, Owed("estimate:arrival", 20))))]);
        (await Storage.Owed(100)).Estimates.ShouldAllBe(told => told.Revision == 19 && told.Value == Noon.AddDays(19));
    }

    private async Task Owe(long version, params Grains.Domain.Announcements.Announcement[] owed) =>
        (await Journal.Append(Run(Entry(Key, version, $"evt-{version}", null, owed)))).ShouldBeEmpty();

    private async Task<IReadOnlyList<ListedNotification>> All() => (await Notifications.Find(new NotificationQuery("default", null, null, null, null, 500, null), Cancellation)).Items;

    private static Expansion Collecting(OwedPage page, string day)
    {
        var thing = NotificationIds.Digest + day;
        var digest = new MadeDigest(NotificationIds.OfDigest("default", "ops", thing), "default", "ops", "log", "log", thing, Noon.AddHours(1));
        var made = ForAll(page, [Hears("ops", "log")], Noon);
        return made with { Notifications = [.. made.Notifications.Select(one => one with { Digest = digest.Id })], Digests = [digest] };
    }

    private static Expansion WithBackup(OwedPage page)
    {
        var made = ForAll(page, [Hears("ops", "log")], Noon);
        return made with { Notifications = [.. made.Notifications.Select(one => one with { EscalateAt = Noon.AddMinutes(30), Backup = new BackupTarget("slack", "default/night/chat") })] };
    }
}
