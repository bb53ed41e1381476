using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Silo.Storage;

/// <summary>Has the engine move the bodies of schema 9 and before into blocks, in the background, and tells the log how far it is. It rests as long as it works.</summary>
public sealed partial class BodyConversion(IStorageEngine engine, TimeProvider time, ILogger<BodyConversion> logger) : BackgroundService
{
    private static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var rest = AskAgain; !stoppingToken.IsCancellationRequested; rest = rest * 2 < LongestRest ? rest * 2 : LongestRest)
        {
            try
            {
                if (await Convert(stoppingToken)) return;
            }
            catch (Exception reason) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, reason);
            }
            catch (Exception)
            {
                // The silo stops; the next start goes on.
                return;
            }

            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False when another silo is at it: its work may have to be taken over.</returns>
    private async Task<bool> Convert(CancellationToken cancellation)
    {
        await using var move = await engine.MoveBodies(cancellation);
        if (move is null) return false;
        if (move.Left == 0) return true;
        LogBegun(logger, move.Left);
        var (moved, began, told) = (0L, time.GetTimestamp(), time.GetTimestamp());
        while (true)
        {
            var working = Stopwatch.GetTimestamp();
            var some = await move.Step(cancellation);
            if (some == 0) break;
            moved += some;
            if (time.GetElapsedTime(told) >= TellAfter)
            {
                told = time.GetTimestamp();
                var soFar = time.GetElapsedTime(began);
                LogProgress(logger, moved, move.Left, soFar);
            }

            await Task.Delay(Stopwatch.GetElapsedTime(working), time, cancellation);
        }

        var took = time.GetElapsedTime(began);
        LogDone(logger, moved, move.Left - moved, took);
        return true;
    }
}
