using Grains.Interfaces.Entities;
using static Storage.Tests.Freight;
using static Storage.Tests.Notifications.Expanding;

namespace Storage.Tests.Notifications;

/// <summary>Several silos that expand the same: what was decided about announcements is written once, as a whole, or not at all.</summary>
public abstract class ExpandersTests(Func<Task<IStorageUnderTest>> create) : StorageCompliance(create)
{
    private static readonly EntityKey Key = Shipment("460723");
    private static readonly string[] Ops = ["ops"];

    [Fact]
    public async Task APage_HasTheOldest_WithWhatTheirMessagesSay()
    {
        await Owe(1, Owed(), Owed("milestone:arrived"));
        await Storage.Expand(Ops, 10, Noon);
        await Owe(2, Owed(revision: 1), Owed("customs:fda"));
        await Owe(3, Owed(revision: 2));

        var page = await Storage.Owed(2);

        page.Announcements.Select(one => (one.Key, one.Thing, one.Revision, one.Version)).ShouldBe([(Key, "customs:fda", 0, 2L), (Key, "milestone:departed", 1, 2L)], ignoreOrder: true);
        page.Announcements.ShouldAllBe(one => one.OccurredAt == Noon.AddHours(-3) && Text(one.Message) == $"{{\"thing\":\"{one.Thing}\"}}");
        (await Storage.Owed(10)).Announcements.Count.ShouldBe(3);
    }

    [Fact]
    public async Task WhoDecidesSecond_WritesNothing()
    {
        await Owe(1, Owed());
        var page = await Storage.Owed(10);

        (await Storage.Expand(page, Ops, Noon)).ShouldBe(1);
        (await Storage.Expand(page, ["ops", "late"], Noon)).ShouldBe(0);

        (await All()).ShouldBe(["ops 460723 0"]);
    }

    [Fact]
    public async Task OfTwoPagesThatOverlap_TheSecondIsDecidedAnew_AndWritesTheRest()
    {
        await Owe(1, Owed());
        var first = await Storage.Owed(10);
        await Owe(2, Owed(revision: 1));
        var second = await Storage.Owed(10);

        (await Storage.Expand(first, Ops, Noon)).ShouldBe(1);
        (await Storage.Expand(second, Ops, Noon)).ShouldBe(0);
        (await All()).ShouldBe(["ops 460723 0"]);
        var rest = await Storage.Owed(10);
        (await Storage.Expand(rest, Ops, Noon)).ShouldBe(1);

        rest.Announcements.ShouldHaveSingleItem().Revision.ShouldBe(1);
        (await All()).ShouldBe(["ops 460723 1"]);
    }

    [Fact]
    public async Task ManyWhoExpandAtOnce_WriteWhatOneWould()
    {
        var other = await Storage.OpenAgain();
        var seen = new List<string>();
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
                if (page.Announcements.Count == 0 || await store.Expand(page, Ops, Noon) == 0) continue;
                lock (seen) seen.AddRange(page.Announcements.Select(one => $"{one.Key.Id} {one.Revision}"));
            }
        });
        await Task.WhenAll([writing, .. expanders]);

        // Each was written by one, and the lanes have the last of all.
        seen.Order(StringComparer.Ordinal).ShouldBe((from i in Enumerable.Range(0, 10) from revision in Enumerable.Range(0, 20) select $"s-{i} {revision}").Order(StringComparer.Ordinal));
        (await All()).ShouldBe(Enumerable.Range(0, 10).Select(i => $"ops s-{i} 19"));
    }

    private async Task Owe(long version, params Grains.Domain.Announcements.Announcement[] owed) =>
        (await Journal.Append(Run(Entry(Key, version, $"evt-{version}", null, owed)))).ShouldBeEmpty();

    private async Task<IEnumerable<string>> All() =>
        (await Lanes.Due(Target, 500, Noon, Cancellation)).Lanes.Select(one => $"{one.Key.Subscription} {one.Key.Key.Id} {one.Revision}").Order(StringComparer.Ordinal);
}
