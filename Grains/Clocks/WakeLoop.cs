using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grains.Clocks;

/// <summary>
/// Background work of a silo that runs when it is woken, and again when it said that more is due. The clock grain wakes it
/// in any case, so nothing depends on a silo's memory.
/// </summary>
internal abstract partial class WakeLoop(TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim woken = new(0, 1);

    protected TimeProvider Time => time;

    /// <summary>Asks for a pass soon; many calls make one pass.</summary>
    public void Wake()
    {
        try
        {
            if (woken.CurrentCount == 0) woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has just woken it.
        }
    }

    /// <summary>Does what is due. Returns when it wants to run again without being woken, or null.</summary>
    protected abstract Task<DateTimeOffset?> Pass(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? next = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Rest(next, stoppingToken);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                next = await Pass(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception reason)
            {
                LogPassFailed(logger, AfterFailure, reason);
                next = time.GetUtcNow() + AfterFailure;
            }
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
    }

    private async Task Rest(DateTimeOffset? until, CancellationToken stopping)
    {
        if (until is not { } due)
        {
            await WaitQuietly(stopping);
            return;
        }

        var wait = due - time.GetUtcNow();
        if (wait <= TimeSpan.Zero) return;
        // Looking once too often does no harm; a timer longer than 49 days would.
        using var alarm = new CancellationTokenSource(wait < LongestRest ? wait : LongestRest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, stopping);
        await WaitQuietly(either.Token);
    }

    private async Task WaitQuietly(CancellationToken alarm)
    {
        try
        {
            await woken.WaitAsync(alarm);
        }
        catch (OperationCanceledException)
        {
            // The alarm, or the end of the silo; the caller looks.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A pass failed and is tried again in {Wait}.")]
    private static partial void LogPassFailed(ILogger logger, TimeSpan wait, Exception reason);
}
