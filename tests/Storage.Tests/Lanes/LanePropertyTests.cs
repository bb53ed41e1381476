using CsCheck;

namespace Storage.Tests.Lanes;

/// <summary>Steps that chance gives, of two silos, one of which may die at any time: the engine does what the model does, which keeps what the contract promises.</summary>
public abstract class LanePropertyTests(Func<Task<IStorageUnderTest>> create)
{
    private const int Histories = 25;

    [Fact]
    public Task TheStore_DoesWhatTheModelDoes() => LaneSteps.OfChance.SampleAsync(
        async steps =>
        {
            await using var storage = await create();
            await LaneSteps.Run(steps, storage);
        },
        iter: Histories,
        threads: 1);
}
