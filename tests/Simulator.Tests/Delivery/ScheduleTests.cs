using CsCheck;
using Simulator.Delivery;
using Simulator.Worlds;

namespace Simulator.Tests.Delivery;

public sealed class ScheduleTests
{
    private static readonly IReadOnlyList<WorldEvent> Events = InventedEvents.Make(10_000);

    private static readonly Gen<ScheduleOptions> AnyOptions =
        from seed in Gen.Int
        from duplicates in Gen.Double[0, 1]
        from window in Gen.OneOf(Gen.Const((int?)null), Gen.Int[0, 50].Select(value => (int?)value))
        from drop in Gen.OneOf(Gen.Const(0d), Gen.Double[0, 1])
        select new ScheduleOptions(seed, duplicates, new Shuffle(window), drop);

    [Fact]
    public void EveryEvent_IsDeliveredAtLeastOnceOrDropped_AndNeverBoth() => AnyOptions.Sample(
        options =>
        {
            var events = InventedEvents.Make(200);
            var schedule = Schedule.Plan(events, options);
            var delivered = schedule.Deliveries.Select(one => one.Id).ToHashSet();
            var dropped = schedule.Dropped.Select(one => one.Id).ToHashSet();
            delivered.Overlaps(dropped).ShouldBeFalse();
            delivered.Union(dropped).ShouldBe(events.Select(one => one.Id), ignoreOrder: true);
            if (options.Drop == 0) dropped.ShouldBeEmpty();
        },
        iter: 200);

    [Fact]
    public void TheSameSeed_IsTheSameSchedule() => AnyOptions.Sample(
        options => Ids(Schedule.Plan(InventedEvents.Make(100), options)).ShouldBe(Ids(Schedule.Plan(InventedEvents.Make(100), options))),
        iter: 100);

    [Fact]
    public void AnotherSeed_IsAnotherOrder() =>
        Ids(Plan(seed: 1, shuffle: Shuffle.Full)).ShouldNotBe(Ids(Plan(seed: 2, shuffle: Shuffle.Full)));

    [Fact]
    public void NothingAsked_IsEachEventOnceInOrder() => Plan().Deliveries.ShouldBe(Events);

    [Fact]
    public void FullShuffle_BringsEventsFarFromTheirPlace()
    {
        var deliveries = Plan(shuffle: Shuffle.Full).Deliveries;
        deliveries.ShouldBe(Events, ignoreOrder: true);
        Moves(deliveries).Max().ShouldBeGreaterThan(9_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    public void Window_MovesNothingFurther(int window)
    {
        var deliveries = Plan(shuffle: new Shuffle(window)).Deliveries;
        deliveries.ShouldBe(Events, ignoreOrder: true);
        Moves(deliveries).Max().ShouldBeLessThanOrEqualTo(window);
        if (window > 1) Moves(deliveries).Max().ShouldBeGreaterThan(window / 2);
    }

    [Fact]
    public void Duplicates_AreAShareOfEvents_TheSameBytes_AnywhereInTheOrder()
    {
        var deliveries = Plan(duplicates: 0.2).Deliveries;
        var repeated = deliveries.GroupBy(one => one.Id).Where(group => group.Count() > 1).ToList();
        repeated.Count.ShouldBeInRange(1_850, 2_150);
        repeated.ShouldContain(group => group.Count() > 2);
        repeated.ShouldAllBe(group => group.All(one => ReferenceEquals(one.Body, group.First().Body)));

        // Some copies come long before, others long after.
        var first = deliveries.Select((one, place) => (one.Id, Place: place)).GroupBy(one => one.Id).Where(group => group.Count() > 1);
        first.Count(group => group.Max(one => one.Place) - group.Min(one => one.Place) > 5_000).ShouldBeGreaterThan(300);
    }

    [Fact]
    public void AllDuplicates_AreAllEvents() =>
        Plan(duplicates: 1).Deliveries.GroupBy(one => one.Id).ShouldAllBe(group => group.Count() >= 2);

    [Fact]
    public void Drops_AreAShareOfEvents()
    {
        var schedule = Plan(drop: 0.1);
        schedule.Dropped.Count.ShouldBeInRange(900, 1_100);
        schedule.Deliveries.Count.ShouldBe(10_000 - schedule.Dropped.Count);
    }

    [Fact]
    public void Drops_LeaveTheOrderOfTheOthersAlone()
    {
        var all = Plan(duplicates: 0.2, shuffle: Shuffle.Full);
        var some = Plan(duplicates: 0.2, shuffle: Shuffle.Full, drop: 0.3);
        var dropped = some.Dropped.Select(one => one.Id).ToHashSet();
        Ids(some).ShouldBe(Ids(all).Where(id => !dropped.Contains(id)));
    }

    [Theory]
    [InlineData("full", null)]
    [InlineData("none", 0)]
    [InlineData("window:7", 7)]
    public void Shuffle_IsReadAndWritten(string text, int? window)
    {
        Shuffle.Parse(text).ShouldBe(new Shuffle(window));
        new Shuffle(window).ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("window")]
    [InlineData("window:")]
    [InlineData("window:0")]
    [InlineData("window:-1")]
    [InlineData("window:x")]
    public void AnotherShuffle_IsRefused(string text) => Shuffle.Parse(text).ShouldBeNull();

    private static Schedule Plan(int seed = 1, double duplicates = 0, Shuffle? shuffle = null, double drop = 0) =>
        Schedule.Plan(Events, new ScheduleOptions(seed, duplicates, shuffle ?? Shuffle.None, drop));

    private static List<string> Ids(Schedule schedule) => [.. schedule.Deliveries.Select(one => one.Id)];

    private static IEnumerable<int> Moves(IReadOnlyList<WorldEvent> deliveries) =>
        deliveries.Select((one, place) => Math.Abs(place - int.Parse(one.Id, System.Globalization.CultureInfo.InvariantCulture)));
}
