using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Silo.Storage;

/// <summary>Has the engine maintain itself: soon after the start, then daily, and after a failure hourly.</summary>
public sealed partial class StorageMaintenance(IStorageEngine engine, TimeProvider time, ILogger<StorageMaintenance> logger) : BackgroundService
{
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
            LogMaintained(logger, engine.Name);
            return true;
        }
        catch (Exception reason) when (reason is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogFailed(logger, engine.Name, AfterFailure, reason);
            return false;
        }
    }
}
