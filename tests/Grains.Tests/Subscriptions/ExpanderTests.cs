using CsCheck;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
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
        var made = new ExpandedPages([Subscriber.Configured("webhook")]).Expand(Noon, Of(thing)).Notifications;
        made.Count.ShouldBe(told ? 1 : 0);
        if (told) made[0].ShouldBe(new MadeNotification(NotificationIds.Of("default:webhook", made[0].Key, thing, 0), "default:webhook", "webhook", "webhook", made[0].Key, thing, 0, Noon));
    }

    [Theory]
    [InlineData("all", "document:9", true)]
    [InlineData("deadline", "deadline:free_time:ABCU1234567", true)]
    [InlineData("deadline:free_time", "deadline:free_time:ABCU1234567", true)]
    [InlineData("deadline:free", "deadline:free_time:ABCU1234567", false)]
    [InlineData("deadline:silence", "deadline:free_time:ABCU1234567", false)]
    public void ATopic_IsTheBeginningOfAThing(string topic, string thing, bool told) =>
        new ExpandedPages([Desk with { Topics = [topic] }]).Expand(Noon, Of(thing)).Notifications.Count.ShouldBe(told ? 1 : 0);

    [Fact]
    public void AnotherSource_IsNobodysBusiness() =>
        new ExpandedPages([Desk with { Source = "other" }, Desk with { Id = "any", Source = null }]).Expand(Noon, Of("milestone:departed")).Notifications
            .ShouldHaveSingleItem().Subscription.ShouldBe("any");

    [Fact]
    public void WhatIsTooOld_IsNotTold_UnlessItCorrectsWhatWas()
    {
        var pages = new ExpandedPages([Desk]);
        pages.Expand(Noon, Of("milestone:departed", age: EightDays), Of("milestone:departed", 1, age: EightDays));
        pages.Notifications.ShouldBeEmpty();

        pages.Expand(Noon, Of("milestone:arrived", age: TimeSpan.FromDays(7)), Of("milestone:arrived", 1, age: EightDays));
        pages.Expand(Noon, Of("milestone:arrived", 2, fields: "\"withdrawn\":true", age: EightDays));
        pages.Notifications.Select(made => $"{made.Thing} {made.Revision}").ShouldBe(["milestone:arrived 0", "milestone:arrived 1", "milestone:arrived 2"]);
    }

    [Fact]
    public void WhoWasNotTold_IsNotToldThatItIsNotSo()
    {
        var pages = new ExpandedPages([Desk with { Since = Noon }]);
        pages.Expand(Noon, Of("milestone:arrived", at: Noon.AddMinutes(-1)), Of("milestone:arrived", 1, fields: "\"withdrawn\":true"));
        pages.Notifications.ShouldBeEmpty();
        pages.Expand(Noon, Of("milestone:arrived", 2));
        pages.Notifications.ShouldHaveSingleItem().Revision.ShouldBe(2);
    }

    [Fact]
    public void ADeadlineThatFiresLongAfterItsTime_IsNotTold_EvenAfterAnother() =>
        new ExpandedPages([Desk]).Expand(Noon, Of("deadline:silence"), Of("deadline:silence", 1, age: EightDays)).Notifications.ShouldHaveSingleItem().Revision.ShouldBe(0);

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
        pages.Expand(at, Of("milestone:departed")).Notifications.Select(made => made.NextAttemptAt).ShouldBe([expected, at]);
    }

    [Fact]
    public void ABackup_IsDueSoLongAfterItWasToBeSent()
    {
        var backup = new BackupTarget("slack", "default/night/chat");
        var pages = new ExpandedPages([Desk with { Hours = Hamburg, Timing = Timing.OutsideQuietHours, Backup = (backup, TimeSpan.FromMinutes(30)) }]);
        var made = pages.Expand(Instant("2026-03-14T21:00:00Z"), Of("milestone:departed")).Notifications.ShouldHaveSingleItem();
        (made.EscalateAt, made.Backup).ShouldBe((Instant("2026-03-15T06:00:00Z"), backup));
    }

    [Fact]
    public void ADigest_CollectsALocalDay_AndIsWrittenAMinuteAfterItsTime()
    {
        var pages = new ExpandedPages([Desk with { Hours = Hamburg, Timing = Timing.DailyDigest }]);
        pages.Expand(Instant("2026-03-14T05:59:00Z"), Of("milestone:departed"));
        pages.Expand(Instant("2026-03-14T05:59:31Z"), Of("milestone:arrived"), Of("milestone:delivered", id: "8"));
        pages.Digests.Values.Select(digest => $"{digest.Thing} {digest.NextAttemptAt:yyyy-MM-dd'T'HH:mm}").ShouldBe(
            ["digest:2026-03-14 2026-03-14T06:01", "digest:2026-03-15 2026-03-15T06:01"], ignoreOrder: true);
        pages.Notifications.Select(made => pages.Digests[made.Digest!].Thing).ShouldBe(["digest:2026-03-14", "digest:2026-03-15", "digest:2026-03-15"]);

        var decided = Expander.Decide(new OwedPage([Of("milestone:departed")], [], []), [Desk with { Hours = Hamburg, Timing = Timing.DailyDigest }], ExpandedPages.Week, Instant("2026-03-14T05:59:00Z"));
        decided.NotAfter.ShouldBe(Instant("2026-03-14T06:00:00Z"));
    }

    [Fact]
    public void EachIsMadeOnce_AndPagesDoNotMatter()
    {
        var things = Gen.OneOf(Gen.Const("milestone:departed"), Gen.Const("customs:fda"), Gen.Const("estimate:arrival"), Gen.Const("document:1"), Gen.Const("deadline:silence"));
        var one = Gen.Select(things, Gen.Int[0, 3], Gen.Int[0, 9], Gen.Bool);
        Gen.Select(one.Array[0, 40], Gen.Int[1, 9]).Sample((drawn, size) =>
        {
            var revisions = new Dictionary<(string, int), int>();
            var announcements = drawn.Select(it =>
            {
                var (thing, id, days, withdrawn) = it;
                var revision = revisions[(thing, id)] = revisions.GetValueOrDefault((thing, id), -1) + 1;
                var fields = thing == "estimate:arrival"
                    ? $"\"from\":\"{Noon.AddHours(revision * 5):O}\",\"to\":\"{Noon.AddHours((revision + 1) * 5):O}\""
                    : $"\"withdrawn\":{(withdrawn && revision > 0 ? "true" : "false")}";
                return Of(thing, revision, $"{id}", fields, TimeSpan.FromDays(days));
            }).ToList();
            Subscriber[] all = [Subscriber.Configured("log"), Desk, Desk with { Id = "slow", EstimateThreshold = TimeSpan.FromHours(12) }];
            var (whole, cut) = (new ExpandedPages(all), new ExpandedPages(all));
            whole.Expand(Noon, announcements);
            foreach (var page in announcements.Chunk(size)) cut.Expand(Noon, page);

            cut.Notifications.ShouldBe(whole.Notifications);
            cut.Notifications.Select(made => made.Id).ShouldBeUnique();
        });
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
