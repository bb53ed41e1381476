using Api.Calls;
using Grains.Interfaces.DeadLetters;

namespace Api.Webhooks;

/// <summary>Keeps a delivery aside through whichever silo answers first.</summary>
internal sealed class Parking(IGrainFactory grains, GrainCalls calls, TimeProvider time)
{
    /// <summary>
    /// Tries one silo; when it is slow another beside it, when it fails another instead. Keeping the same letter twice keeps it once,
    /// so several tries at a time do no harm, and one silo that hangs costs a moment and not the deadline.
    /// </summary>
    /// <returns>The letter's id once it is durable; else the failure, <see cref="CallFailure.Busy"/> when any silo said so.</returns>
    public async Task<Call<long>> Keep(Undeliverable letter, TimeSpan allowance)
    {
        var began = time.GetTimestamp();
        var tries = new List<Task<Call<long>>>(calls.Options.ParkTries);
        var failed = new Call<long>(0, CallFailure.Unreachable, null);
        for (var started = 0; ;)
        {
            var left = allowance - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero) return failed;
            if (started < calls.Options.ParkTries)
            {
                started++;
                tries.Add(calls.Run(() => grains.Any<IDeadLetterGrain>().Keep(letter), left));
            }

            if (tries.Count == 0) return failed;
            var more = started < calls.Options.ParkTries;
            if (await First(tries, more && calls.Options.ParkPatience < left ? calls.Options.ParkPatience : left) is not { } done) continue;
            tries.Remove(done);
            var call = await done;
            if (call.Answered) return call;
            if (failed.Failure != CallFailure.Busy) failed = call;
        }
    }

    private async Task<Task<Call<long>>?> First(List<Task<Call<long>>> tries, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource();
        var waited = Task.Delay(patience, time, enough.Token);
        var first = await Task.WhenAny([waited, .. tries]);
        await enough.CancelAsync();
        return first as Task<Call<long>>;
    }
}
