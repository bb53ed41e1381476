using Grains.Notifications;
using Grains.Notifications.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Silo.Storage;

/// <summary>Has the engine maintain itself, and what is over forgotten: soon after the start, then daily, and after a failure hourly.</summary>
public sealed partial class StorageMaintenance(
    IStorageEngine engine, ILaneStore lanes, IOptions<NotificationOptions> notifications, TimeProvider time, ILogger<StorageMaintenance> logger) : BackgroundService
{
    private const int ForgottenAtOnce = 1_000;

    // Not at once: a silo that starts has more urgent things to do.
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterSuccess = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = AfterStart; ; wait = await Maintain(stoppingToken) ? AfterSuccess : AfterFailure)
            {
                await Task.Delay(wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task<bool> Maintain(CancellationToken stopping)
    {
        try
        {
            await engine.Maintain(stopping);
            await Forget(stopping);
            LogMaintained(logger, engine.Name);
            return true;
        }
        catch (Exception reason) when (reason is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogFailed(logger, engine.Name, AfterFailure, reason);
            return false;
        }
    }

    private async Task Forget(CancellationToken stopping)
    {
        var (now, options) = (time.GetUtcNow(), notifications.Value);
        while (await lanes.Expire(now - options.KeepMessages, now - options.KeepLanes, ForgottenAtOnce, stopping) == ForgottenAtOnce)
        {
            // Others have their turn between.
            stopping.ThrowIfCancellationRequested();
        }
    }
}
