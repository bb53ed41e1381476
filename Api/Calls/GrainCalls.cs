using Microsoft.Extensions.Options;

namespace Api.Calls;

/// <summary>Calls grains with patience and an end: tries again what passes, never longer than allowed.</summary>
internal sealed class GrainCalls(IOptions<CallOptions> options, TimeProvider time)
{
    public CallOptions Options => options.Value;

    /// <summary>Calls until there is an answer, a failure that does not pass, or no time left.</summary>
    /// <param name="call">Safe to make again: a call given up on may still be carried out.</param>
    /// <param name="allowance">The time for all attempts together.</param>
    public async Task<Call<T>> Run<T>(Func<Task<T>> call, TimeSpan allowance)
    {
        var began = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            Exception fault;
            Task<T>? running = null;
            try
            {
                running = call();
                var left = allowance - time.GetElapsedTime(began);
                return new Call<T>(await running.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time), CallFailure.None, null);
            }
            catch (Exception thrown)
            {
                fault = thrown;
                if (running is { IsCompleted: false }) Forget(running);
            }

            // No call was made at all: a client that has not found its cluster yet knows no grains.
            if (running is null) return new Call<T>(default, CallFailure.Unreachable, fault);

            var pause = Pause(attempt);
            if (!CallFaults.Passes(fault) || attempt >= Options.Attempts || time.GetElapsedTime(began) + pause >= allowance)
                return new Call<T>(default, CallFaults.Judge(fault), fault);
            await Task.Delay(pause, time);
        }
    }

    /// <summary>Jitter keeps the callers of one dropped activation from coming back as one.</summary>
    private TimeSpan Pause(int attempt)
    {
        return Options.Backoff * (1 << Math.Min(attempt - 1, 10)) * Random.Shared.NextDouble();
    }

    // Whatever it ends with, nobody waits for it any more; unobserved it would only disturb the finalizer.
    private static void Forget(Task task) =>
        _ = task.ContinueWith(static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
