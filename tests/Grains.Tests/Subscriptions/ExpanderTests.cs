using CsCheck;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Subscriptions;

/// <summary>Who hears of what, once, and when.</summary>
public sealed class ExpanderTests
{
    private static readonly TimeSpan EightDays = TimeSpan.FromDays(8);
    private static readonly Subscriber Desk = new("desk", "default", "email", "default/desk/mail", [Topics.All], SubscriptionFilter.All);
    private static readonly LocalHours Hamburg = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new QuietHours(new TimeOnly(22, 0), new TimeOnly(6, 30)), new TimeOnly(7, 0));

    [Theory]
    [InlineData("milestone:departed", true)]
    [InlineData("milestone:arrived", true)]
    [InlineData("milestone:delivered", true)]
    [InlineData("milestone:cargo_ready", false)]
    [InlineData("milestone:departed_early", false)]
    [InlineData("customs:cleared", false)]
    [InlineData("estimate:arrival", false)]
    [InlineData("document:9", false)]
    [InlineData("deadline:free_time:ABCU1234567", false)]
    public void TheStakeholderOfTheConfiguration_HearsOfDepartureArrivalAndDelivery(string thing, bool told)
    {
        var made = new ExpandedPages([Subscriber.Configured("webhook")]).Expand(Noon, Of(thing)).Sent;
        made.Count.ShouldBe(told ? 1 : 0);
        if (told) (made[0].Subscription, made[0].Thing, made[0].Revision, made[0].Told).ShouldBe(("default:webhook", thing, 0, null));
    }

    [Theory]
    [InlineData("all", "document:9", true)]
    [InlineData("deadline", "deadline:free_time:ABCU1234567", true)]
    [InlineData("deadline:free_time", "deadline:free_time:ABCU1234567", true)]
    [InlineData("deadline:free", "deadline:free_time:ABCU1234567", false)]
    [InlineData("deadline:silence", "deadline:free_time:ABCU1234567", false)]
    public void ATopic_IsTheBeginningOfAThing(string topic, string thing, bool told) =>
        new ExpandedPages([Desk with { Topics = [topic] }]).Expand(Noon, Of(thing)).Sent.Count.ShouldBe(told ? 1 : 0);

    [Fact]
    public void AnotherSource_IsNobodysBusiness() =>
        new ExpandedPages([Desk with { Source = "other" }, Desk with { Id = "any", Source = null }]).Expand(Noon, Of("milestone:departed")).Sent
            .ShouldHaveSingleItem().Subscription.ShouldBe("any");

    [Fact]
    public void WhatIsTooOld_IsNotTold_UnlessItCorrectsWhatWas()
    {
        var pages = new ExpandedPages([Desk]);
        pages.Expand(Noon, Of("milestone:departed", age: EightDays), Of("milestone:departed", 1, age: EightDays));
        pages.Sent.ShouldBeEmpty();

        pages.Expand(Noon, Of("milestone:arrived", age: TimeSpan.FromDays(7)), Of("milestone:arrived", 1, fields: "\"place\":\"Kiel\"", age: EightDays));
        pages.Expand(Noon, Of("milestone:arrived", 2, fields: "\"withdrawn\":true", age: EightDays));
        pages.Sent.Select(made => $"{made.Thing} {made.Revision}").ShouldBe(["milestone:arrived 0", "milestone:arrived 1", "milestone:arrived 2"]);
    }

    [Fact]
    public void WhoWasNotTold_IsNotToldThatItIsNotSo()
    {
        var pages = new ExpandedPages([Desk with { Since = Noon }]);
        pages.Expand(Noon, Of("milestone:arrived", at: Noon.AddMinutes(-1)), Of("milestone:arrived", 1, fields: "\"withdrawn\":true"));
        pages.Sent.ShouldBeEmpty();
        pages.Expand(Noon, Of("milestone:arrived", 2));
        pages.Sent.ShouldHaveSingleItem().Revision.ShouldBe(2);
    }

    [Fact]
    public void ADeadlineThatFiresLongAfterItsTime_IsNotTold_EvenAfterAnother() =>
        new ExpandedPages([Desk]).Expand(Noon, Of("deadline:silence"), Of("deadline:silence", 1, age: EightDays)).Sent.ShouldHaveSingleItem().Revision.ShouldBe(0);

    [Theory]
    [InlineData("2026-03-14T20:59:59Z", "2026-03-14T20:59:59Z")]
    [InlineData("2026-03-14T21:00:00Z", "2026-03-15T05:30:00Z")]
    [InlineData("2026-03-15T05:29:59Z", "2026-03-15T05:30:00Z")]
    [InlineData("2026-03-15T05:30:00Z", "2026-03-15T05:30:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T04:30:00Z")] // the night of summer time
    public void QuietHours_AreWaitedFor_OrNot(string now, string due)
    {
        var (at, expected) = (Instant(now), Instant(due));
        var pages = new ExpandedPages([Desk with { Hours = Hamburg, Timing = Timing.OutsideQuietHours }, Desk with { Id = "awake", Hours = Hamburg }]);
pages.Together(at, Of("milestone:departed")).Made.Select(made => made.DueAt).ShouldBe([expected, at]);
    }

    [Fact]
    public void ABackup_IsDueSoLongAfterItWasToBeSent()
    {
        var backup = new BackupTarget("slack", "default/night/chat");
        var pages = new ExpandedPages([Desk with { Hours = Hamburg, Timing = Timing.OutsideQuietHours, Backup = (backup, TimeSpan.FromMinutes(30)) }]);
        var made = pages.Together(Instant("2026-03-14T21:00:00Z"), Of("milestone:departed")).Made.ShouldHaveSingleItem();
        (made.DueAt, made.EscalateAt).ShouldBe((Instant("2026-03-15T05:30:00Z"), Instant("2026-03-15T06:00:00Z")));
    }

    [Fact]
    public void ADigest_IsOpenedOnce_AndCollects()
    {
        var pages = new ExpandedPages([Desk with { Hours = Hamburg, Timing = Timing.DailyDigest }]);
        pages.Together(Instant("2026-03-14T05:59:00Z"), Of("milestone:departed"), Of("milestone:arrived"), Of("milestone:delivered", id: "8"));
        var digest = pages.Digests.Values.ShouldHaveSingleItem();
        (digest.Lane, digest.DueAt).ShouldBe((LaneKey.OfDigest("default", "desk", Desk.Generation), Instant("2026-03-14T06:00:00Z")));
        pages.Made.ShouldAllBe(static made => made.Next == LaneState.Collected);
    }

    /// <summary>A subscriber of freight to China hears of an arrival; the correction has another destination.</summary>
    [Fact]
    public void WhoWasTold_HearsTheCorrection_ThoughTheFilterFitsNoMore_AndWhoWasNot_HearsIt_AsNews()
    {
        var toChina = Desk with { Id = "china", Filter = SubscriptionFilter.All with { Lanes = [new Lane(null, "CN")] } };
        var toGermany = Desk with { Id = "germany", Filter = SubscriptionFilter.All with { Lanes = [new Lane(null, "DE")] } };
        var pages = new ExpandedPages([toChina, toGermany]);
        pages.Expand(Noon, To("CN", "milestone:arrived", 0), To("DE", "milestone:arrived", 1));
        pages.Sent.Select(one => (one.Subscription, one.Revision, one.Told is not null)).ShouldBe([("china", 0, false), ("china", 1, true), ("germany", 1, false)], ignoreOrder: true);

        pages.Expand(Noon, To("FR", "milestone:arrived", 2, withdrawn: true));
        pages.Sent.Skip(3).Select(one => (one.Subscription, one.Revision, one.Told is not null)).ShouldBe([("china", 2, true), ("germany", 2, true)], ignoreOrder: true);
    }

    [Fact]
    public void WhatFitsNoMoreBeforeItWasTold_IsToldToNobody()
    {
        var pages = new ExpandedPages([Desk with { Filter = SubscriptionFilter.All with { Lanes = [new Lane(null, "CN")] } }]);
        pages.Together(Noon, To("CN", "milestone:arrived", 0)).Together(Noon, To("DE", "milestone:arrived", 1)).Send();
        pages.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void WhatWaits_IsOneMessage_AndNone_WhereItIsAsItWas()
    {
        var pages = new ExpandedPages([Desk]);
        pages.Together(Noon, Of("customs:fda", 0, fields: "\"state\":\"hold\"")).Together(Noon, Of("customs:fda", 1, fields: "\"state\":\"released\"")).Send();
        pages.Sent.ShouldHaveSingleItem().Revision.ShouldBe(1);
        pages.Together(Noon, Of("customs:fda", 2, fields: "\"state\":\"hold\"")).Together(Noon, Of("customs:fda", 3, fields: "\"state\":\"released\"")).Send();
        pages.Sent.Count.ShouldBe(1);
    }

    /// <summary>However announcements are cut into pages, and whenever what waits is sent: nobody is told the same twice in a row, and what was told last is what holds.</summary>
    [Fact]
    public void PagesDoNotMatter_AndTheLastWordIsWhatHolds()
    {
        var things = Gen.OneOf(Gen.Const("milestone:departed"), Gen.Const("customs:fda"), Gen.Const("estimate:arrival"), Gen.Const("document:1"));
        var one = Gen.Select(things, Gen.Int[0, 3], Gen.Int[0, 2], Gen.Bool);
        Gen.Select(one.Array[0, 40], Gen.Int[1, 9]).Sample((drawn, size) =>
        {
            var revisions = new Dictionary<(string, int), int>();
            var announcements = drawn.Select(it =>
            {
                var (thing, id, value, withdrawn) = it;
                var revision = revisions[(thing, id)] = revisions.GetValueOrDefault((thing, id), -1) + 1;
                var fields = thing == "estimate:arrival"
                    ? $"\"to\":\"{Noon.AddHours(value * 13):O}\""
                    : $"\"state\":\"{value}\",\"withdrawn\":{(withdrawn && revision > 0 ? "true" : "false")}";
                return Of(thing, revision, $"{id}", fields);
            }).ToList();
            Subscriber[] all = [Desk, Desk with { Id = "slow", EstimateThreshold = TimeSpan.FromHours(12) }];
            var (alone, cut) = (new ExpandedPages(all), new ExpandedPages(all));
            alone.Expand(Noon, announcements);
            foreach (var page in announcements.Chunk(size)) cut.Together(Noon, page).Send();

            foreach (var pages in new[] { alone, cut })
            {
                pages.Lanes.ShouldAllBe(lane => !Saying.HasSomething(lane, all.Single(subscriber => subscriber.Id == lane.Key.Subscription).EstimateThreshold));
                foreach (var lane in pages.Sent.GroupBy(static sent => (sent.Subscription, sent.Key, sent.Thing)))
                    lane.Select(static sent => sent.Revision).ShouldBe(lane.Select(static sent => sent.Revision).Distinct().Order());
            }

            cut.Lanes.ShouldAllBe(lane => lane.Told == null || alone.Lanes.Single(other => other.Key == lane.Key).Told != null);
        });
    }

    private static OwedAnnouncement To(string country, string thing, int revision, bool withdrawn = false) =>
        Of(thing, revision, fields: $"\"withdrawn\":{(withdrawn ? "true" : "false")},\"place\":\"{revision}\",\"about\":{{\"destination\":{{\"name\":\"Port\",\"country\":\"{country}\"}}}}");

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
