using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Grains.Tests.Journal;

/// <summary>What a commit wrote, as stores keep it.</summary>
public sealed class CommitKeysTests
{
    private static readonly CommittedRun[] Runs =
    [
        new(new EntityKey("default", EntityKind.Shipment, "460723"), 1, 1),
        new(new EntityKey("default", EntityKind.Invoice, "雨燕"), 7, 300),
        new(new EntityKey("north", EntityKind.Container, new string('x', 300)), 5_000_000_000, 5_000_000_001),
        new(new EntityKey("north", EntityKind.Container, ""), 2, 2),
    ];

    [Fact]
    public void Runs_ComeBackAsTheyWere() => CommitKeys.Decode(CommitKeys.Encode(Runs)).ShouldBe(Runs);

    [Fact]
    public void NoRuns_AreNoBytes() => CommitKeys.Encode(Array.Empty<CommittedRun>()).ShouldBeEmpty();

    [Fact]
    public void WhatIsCutOff_IsNoKeys()
    {
        var whole = CommitKeys.Encode(Runs);
        Should.Throw<InvalidDataException>(() => CommitKeys.Decode(whole[..^1]));
        Should.Throw<InvalidDataException>(() => CommitKeys.Decode(whole[1..2]));
    }

    [Fact]
    public void ScatteredEvents_BecomeRunsWithoutGaps()
    {
        var (a, b) = (Runs[0].Key, Runs[2].Key);

        CommittedRun.Of([(b, 2), (a, 3), (a, 1), (b, 1), (a, 2), (a, 5)]).ShouldBe([new(a, 1, 3), new(a, 5, 5), new(b, 1, 2)]);
    }
}
