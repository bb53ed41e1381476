using System.Diagnostics;
using Api.Calls;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;

namespace Api.Webhooks;

/// <summary>Brings verified deliveries to their entities; what cannot be brought there is kept aside. Knows no HTTP.</summary>
internal sealed partial class Intake(IGrainFactory grains, GrainCalls calls, Parking parking, TimeProvider time, ILogger<Intake> logger)
{
    /// <summary>Applies, else keeps aside, else says unavailable; within the deadline.</summary>
    public async Task<Outcome> Accept(string source, Reading reading)
    {
        var began = time.GetTimestamp();
        if (reading.Problem != DeadLetterReason.None || reading.Key is null)
            return await KeepAside(source, reading, OutcomeKind.DeadLetter, reading.Problem, reading.Detail, began);

        var call = await Apply(reading, calls.Options.EntityAllowance);
        switch (call.Failure)
        {
            case CallFailure.None:
                return Told(call.Value, reading);
            case CallFailure.Busy:
                LogBusy(logger, source, call.Cause?.Message);
                return new Outcome(OutcomeKind.Unavailable, reading.Delivery.EventId.Value);
            case CallFailure.Unreachable:
                return await KeepAside(source, reading, OutcomeKind.Parked, DeadLetterReason.Parked, "Its entity could not be reached in time.", began);
            case CallFailure.Fault:
                LogFault(logger, source, call.Cause);
                return await KeepAside(source, reading, OutcomeKind.Parked, DeadLetterReason.Parked, $"Its entity failed: {call.Cause?.GetType().Name}.", began);
            default:
                throw new UnreachableException($"No way on from {call.Failure}.");
        }
    }

    /// <summary>Brings a delivery to its entity, once more or for the first time.</summary>
    /// <param name="reading">One without a problem.</param>
    public Task<Call<Receipt>> Apply(Reading reading, TimeSpan allowance) =>
        calls.Run(() => grains.Entity(reading.Key!.Value).Receive(reading.Delivery), allowance);

    /// <summary>A receipt in the sender's words.</summary>
    public static Outcome Told(Receipt receipt, Reading reading) => receipt.Kind switch
    {
        ReceiptKind.Applied => new Outcome(OutcomeKind.Applied, reading.Delivery.EventId.Value, receipt.Version),
        ReceiptKind.Duplicate => new Outcome(OutcomeKind.Duplicate, reading.Delivery.EventId.Value, receipt.Version),
        ReceiptKind.Conflict => new Outcome(OutcomeKind.Conflict, reading.Delivery.EventId.Value, receipt.Version),
        ReceiptKind.DeadLettered => new Outcome(OutcomeKind.DeadLetter, reading.Delivery.EventId.Value, Reason: Outcome.Name(DeadLetterReason.Poison)),
        _ => throw new UnreachableException($"No words for {receipt.Kind}."),
    };

    private async Task<Outcome> KeepAside(string source, Reading reading, OutcomeKind kind, DeadLetterReason reason, string detail, long began)
    {
        var kept = await parking.Keep(reading.Aside(source, reason, detail), calls.Options.Deadline - time.GetElapsedTime(began));
        if (!kept.Answered)
        {
            LogNotKept(logger, source, reason, kept.Cause?.Message);
            return new Outcome(OutcomeKind.Unavailable, reading.Delivery.EventId.Value);
        }

        LogKept(logger, source, reason, kept.Value);
        return new Outcome(kind, reading.Delivery.EventId.Value, DeadLetter: kept.Value, Reason: Outcome.Name(reason));
    }
}
