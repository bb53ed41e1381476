using Api.Calls;
using Api.Webhooks;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>What came of another try.</summary>
/// <param name="Status"><c>applied</c> or <c>duplicate</c> when it is settled.</param>
/// <param name="Detail">Why it still cannot be applied, for a person.</param>
/// <param name="Unavailable">Nobody could say; ask again.</param>
internal readonly record struct Tried(bool Settled, string Status, long? Version, string Detail, bool Unavailable = false);

/// <summary>Brings a kept body to its entity as if it had just come, with the times it came with the first time.</summary>
internal sealed class Replay(IGrainFactory grains, Intake intake, GrainCalls calls)
{
    public async Task<Tried> Try(DeadLetterFile file)
    {
        // Read anew, and not as it was read then: the catalogue may have learned what it did not know.
        var (letter, kept) = (file.Letter, file.Delivery);
        var reading = Reading.Of(letter.Source, kept.Body, kept.ReceivedAt, kept.Secret);
        var tried = reading.Problem == DeadLetterReason.None
            ? Judge(await intake.Apply(reading, calls.Options.EntityAllowance))
            : new Tried(false, "", null, reading.Detail);

        var detail = tried.Settled ? $"Tried by an operator: {tried.Status}." : tried.Detail;
        var noted = await calls.Run(() => Note(letter.Id, tried.Settled, detail), calls.Options.Deadline - calls.Options.EntityAllowance);
        return noted.Answered ? tried : tried with { Unavailable = true };
    }

    private async Task<bool> Note(long id, bool settled, string detail)
    {
        await grains.Any<IDeadLetterGrain>().Tried(id, settled, detail);
        return true;
    }

    private static Tried Judge(Call<Receipt> call) => call switch
    {
        { Failure: CallFailure.Busy or CallFailure.Unreachable } => new Tried(false, "", null, "Its entity could not be reached in time.", Unavailable: true),
        { Failure: CallFailure.Fault } => new Tried(false, "", null, $"Its entity failed: {call.Cause?.GetType().Name}."),
        { Value.Kind: ReceiptKind.Applied } => new Tried(true, "applied", call.Value.Version, ""),
        { Value.Kind: ReceiptKind.Duplicate } => new Tried(true, "duplicate", call.Value.Version, ""),
        { Value.Kind: ReceiptKind.Conflict } => new Tried(false, "", null, "The same event id was accepted before with other content; the first stands."),
        _ => new Tried(false, "", null, "The store refuses the event for its data."),
    };
}
