using CsCheck;
using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using static Grains.Tests.Subscriptions.Announcements;

namespace Grains.Tests.Subscriptions;

/// <summary>An estimate is told when it has slipped, and jitter is not slipping.</summary>
public sealed class EstimateTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromHours(12);

    private static readonly Subscriber Planner =
        new("planner", "default", "webhook", "default/planner/hook", ["estimate"], SubscriptionFilter.All) { EstimateThreshold = Threshold };

    [Fact]
    public void FiftyChangesOfTwoHoursAroundTheThreshold_AreAtMostOneMessage() =>
        Gen.Double[-2, 2].Array[50].Sample(jitter =>
        {
            var told = Tell([0, .. jitter.Select(hours => 12 + hours)]);
            told.Count.ShouldBe(jitter.Any(hours => Minutes(12 + hours) > Threshold.TotalMinutes) ? 1 : 0);
        });

    [Fact]
    public void WhatIsTold_DiffersFromWhatWasToldLastByMoreThanTheThreshold_AndNothingElseDoes() =>
        Gen.Double[-60, 60].Array[1, 60].Sample(estimates =>
        {
            var (last, expected) = (Minutes(estimates[0]), new List<int>());
            for (var i = 1; i < estimates.Length; i++)
            {
                if (Math.Abs(Minutes(estimates[i]) - last) <= Threshold.TotalMinutes) continue;
                expected.Add(i);
                last = Minutes(estimates[i]);
            }

            Tell(estimates).ShouldBe(expected);
        });

    [Fact]
    public void HowTheyAreCutIntoPages_DoesNotMatter() =>
        Gen.Select(Gen.Double[-40, 40].Array[1, 30], Gen.Int[1, 7]).Sample((estimates, size) =>
        {
            var pages = new ExpandedPages([Planner]);
            foreach (var page in Changes(estimates).Chunk(size)) pages.Expand(Noon, page);
            pages.Sent.Select(made => made.Revision).ShouldBe(Tell(estimates));

            // Where they wait for each other, what is told in the end is within the threshold of what holds.
            var waiting = new ExpandedPages([Planner]);
            foreach (var page in Changes(estimates).Chunk(size)) waiting.Together(Noon, page).Send();
            var lane = waiting.Lanes.ShouldHaveSingleItem();
            ((lane.Told is { } told ? Estimates.Of(told) : lane.Base)!.Value - Estimates.Of(lane.Message)!.Value).Duration().ShouldBeLessThanOrEqualTo(Threshold);
        });

    [Fact]
    public void WhoSubscribesLater_ComparesWithTheEstimateThatStoodThen()
    {
        var late = Planner with { Since = Noon };
        var pages = new ExpandedPages([late]);
        pages.Expand(Noon, Estimate(0, null, 0) with { AnnouncedAt = Noon.AddHours(-1) });
        pages.Expand(Noon, Estimate(1, 100, 105));
        pages.Sent.ShouldBeEmpty();
        pages.Expand(Noon, Estimate(2, 105, 113));
        pages.Sent.ShouldHaveSingleItem().Revision.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(13)]
    public void OneThatIsTakenBack_IsToldAsThat_AndSoIsTheNext_HoweverFarItIs(double hours)
    {
        var pages = new ExpandedPages([Planner]);
        pages.Expand(Noon, Estimate(0, null, 0), Estimate(1, 0, null));
        pages.Sent.Select(made => (made.Revision, made.ToldBefore)).ShouldBe([(1, Noon.AddDays(20))]);

        pages.Expand(Noon, Estimate(2, null, hours), Estimate(3, hours, hours + 12));
        pages.Sent.Select(made => (made.Revision, made.ToldBefore)).ShouldBe([(1, Noon.AddDays(20)), (2, null)]);
        pages.Expand(Noon, Estimate(4, hours + 12, hours + 13));
        pages.Sent[^1].Revision.ShouldBe(4);
    }

    [Fact]
    public void OneThatWasTakenBackTooLongAgo_IsNotTold_AndTheNextIsComparedWithIt()
    {
        var age = TimeSpan.FromDays(8);
        new ExpandedPages([Planner]).Expand(Noon, Estimate(0, null, 0), Estimate(1, 0, null, age: age), Estimate(2, null, 11)).Sent.ShouldBeEmpty();
        new ExpandedPages([Planner]).Expand(Noon, Estimate(0, null, 0), Estimate(1, 0, null, age: age), Estimate(2, null, 13)).Sent.ShouldHaveSingleItem().Revision.ShouldBe(2);
    }

    [Fact]
    public void OneThatIsTooOld_IsWhatTheNextIsMeasuredFrom()
    {
        var pages = new ExpandedPages([Planner]).Expand(Noon, Estimate(0, null, 0), Estimate(1, 0, 100, age: TimeSpan.FromDays(8)), Estimate(2, 100, 105));
        pages.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void WithoutAThreshold_EveryChangeIsTold_TheFirstEstimateIsNone()
    {
        var pages = new ExpandedPages([Planner with { EstimateThreshold = TimeSpan.Zero }]);
        pages.Expand(Noon, Changes([0, 1, 0.5, 0]));
        pages.Sent.Select(made => made.Revision).ShouldBe([1, 2, 3]);
        pages.Sent.Select(made => (made.ToldBefore!.Value - Noon.AddDays(20)).TotalHours).ShouldBe([0, 1, 0.5]);
    }

    [Fact]
    public void EachSubscriptionAndShipment_IsMeasuredByItself()
    {
        var other = Planner with { Id = "other", EstimateThreshold = TimeSpan.FromHours(48) };
        var pages = new ExpandedPages([Planner, other]);
        pages.Expand(Noon, Estimate(0, null, 0), Estimate(0, null, 0, id: "8"), Estimate(1, 0, 24), Estimate(1, 0, 72, id: "8"));
        pages.Sent.Select(made => $"{made.Subscription} {made.Key.Id}").ShouldBe(["planner 7", "planner 8", "other 8"]);
    }

    private static List<int> Tell(double[] estimates) => [.. new ExpandedPages([Planner]).Expand(Noon, Changes(estimates)).Sent.Select(made => made.Revision)];

    private static OwedAnnouncement[] Changes(double[] estimates) =>
        [.. estimates.Select((hours, i) => Estimate(i, i == 0 ? null : Whole(estimates[i - 1]), Whole(hours)))];

    /// <summary>Whole sixty-fourths of an hour: no number that is compared here is rounded anywhere.</summary>
    private static double Whole(double hours) => Math.Round(hours * 64) / 64;

    private static double Minutes(double hours) => Whole(hours) * 60;
}
