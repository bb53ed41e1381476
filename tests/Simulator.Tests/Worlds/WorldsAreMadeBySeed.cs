using Simulator.Worlds;

namespace Simulator.Tests.Worlds;

public sealed class WorldsAreMadeBySeed
{
    private static readonly WorldOptions Options = new(7, 60, 1_500, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 0.3);

    [Fact]
    public void TheSameOptions_MakeTheSameBytes()
    {
        var (one, other) = (World.Make(Options), World.Make(Options));
        other.Events.Count.ShouldBe(one.Events.Count);
        for (var i = 0; i < one.Events.Count; i++)
        {
            other.Events[i].Body.AsSpan().SequenceEqual(one.Events[i].Body).ShouldBeTrue();
            (other.Events[i] with { Body = one.Events[i].Body }).ShouldBe(one.Events[i]);
        }

        other.Expected.Select(Line).ShouldBe(one.Expected.Select(Line));
        other.Objects.Select(thing => thing.Path + thing.Object.ToJsonString()).ShouldBe(one.Objects.Select(thing => thing.Path + thing.Object.ToJsonString()));
    }

    [Fact]
    public void AnotherSeed_MakesOthers()
    {
        var (one, other) = (World.Make(Options), World.Make(Options with { Seed = 8 }));
        other.Events.Zip(one.Events).Count(pair => pair.First.Body.AsSpan().SequenceEqual(pair.Second.Body)).ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 40)]
    [InlineData(60, 300)]
    [InlineData(60, 1_500)]
    [InlineData(60, 9_000)]
    public void AsManyEvents_AsWereAskedFor(int shipments, int events)
    {
        var world = World.Make(Options with { Shipments = shipments, Events = events });
        world.Events.Count.ShouldBe(events);
        world.Events.Select(one => one.Id).Distinct().Count().ShouldBe(events);
        world.Events.Select(one => one.CreatedAt).ShouldBeInOrder();
        world.Expected.Count(one => one.Path.StartsWith("shipments/", StringComparison.Ordinal)).ShouldBe(shipments);
        world.Expected.Select(one => one.Path).ShouldBeUnique();
        world.Objects.Select(one => one.Path).ShouldBeUnique();
    }

    [Fact]
    public void TooFewEvents_AreRefused() => Should.Throw<ArgumentException>(() => World.Make(Options with { Events = 60 }));

    private static string Line(ExpectedEntity one) => $"{one.Path} {one.State.ToJsonString()} {string.Join(' ', one.Events!)}";
}
