using Simulator.Worlds;

namespace Simulator.Tests.Worlds;

public sealed class ALongAccount
{
    private static readonly WorldOptions Options = new(7, 0, 12_000, new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), 0.3);
    private static readonly Lazy<IReadOnlyList<WorldEvent>> Told = new(() => LongAccount.Tell(Options));

    [Fact]
    public void HasAsManyEvents_AsWereAskedFor_EachWithAnIdAndABodyOfItsOwn()
    {
        Told.Value.Count.ShouldBe(Options.Events);
        Told.Value.Select(one => one.Id).Distinct().Count().ShouldBe(Options.Events);
        Told.Value.Select(one => Convert.ToBase64String(one.Body)).Distinct().Count().ShouldBe(Options.Events);
    }

    [Fact]
    public void IsTheSame_WhereTheSeedIs()
    {
        foreach (var (one, again) in Told.Value.Zip(LongAccount.Tell(Options with { Events = 4_000 }))) again.Body.AsSpan().SequenceEqual(one.Body).ShouldBeTrue();
    }

    [Fact]
    public void HasNewShipments_FromItsBeginningToItsEnd()
    {
        var known = new HashSet<string>();
        var newOnes = new List<int>();
        foreach (var part in Told.Value.Chunk(3_000)) newOnes.Add(part.Count(one => one.Path.StartsWith("shipments/", StringComparison.Ordinal) && known.Add(one.Path)));
        // Each 3,000 events one small world begins, with a hundred shipments; at the beginning several are on their way.
        newOnes[0].ShouldBeGreaterThan(150);
        newOnes.Skip(1).ShouldAllBe(count => count > 50 && count < 400);
    }

    [Fact]
    public void NoTwoOfItsWorlds_ShareAShipment()
    {
        // A world's shipments have some thirty events each; two that were mixed would have twice as many.
        Told.Value.Where(one => one.Path.StartsWith("shipments/", StringComparison.Ordinal)).CountBy(one => one.Path).Max(one => one.Value).ShouldBeLessThan(150);
    }
}
