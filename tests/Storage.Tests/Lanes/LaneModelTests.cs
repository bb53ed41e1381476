using CsCheck;

namespace Storage.Tests.Lanes;

/// <summary>The model is right: the same histories as on the engines, but many.</summary>
public sealed class LaneModelTests
{
    [Fact]
    public Task WhateverHappens_NothingThatWaitsIsLost_AndNoTwoHaveAMailbox() => LaneSteps.OfChance.SampleAsync(steps => LaneSteps.Run(steps, null), iter: 2_000);
}
