using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Grains.Clocks;

/// <summary>Starts the clocks once the silo is active, and keeps trying while the reminder table cannot be reached.</summary>
internal sealed partial class ClockStarter(IGrainFactory grains, TimeProvider time, ILogger<ClockStarter> logger) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public void Participate(ISiloLifecycle lifecycle)
    {
        var stopping = new CancellationTokenSource();
        lifecycle.Subscribe(
            nameof(ClockStarter),
            ServiceLifecycleStage.Active + 1,
            _ =>
            {
                Start(stopping.Token).Ignore();
                return Task.CompletedTask;
            },
            _ => stopping.CancelAsync());
    }

    private async Task Start(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                for (var clock = 0; clock < Clock.Count; clock++) await grains.GetGrain<IClockGrain>(clock).Start();
                return;
            }
            catch (Exception reason)
            {
                LogNotStarted(logger, Pause, reason);
                await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The clocks could not be started; next try in {Pause}.")]
    private static partial void LogNotStarted(ILogger logger, TimeSpan pause, Exception reason);
}
