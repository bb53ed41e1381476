using Grains.Deadlines;
using Grains.DeadLetters;
using Grains.Notifications;
using Grains.Relays;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Grains.Clocks;

/// <inheritdoc cref="IClockGrain"/>
internal sealed partial class ClockGrain(
    NotificationDispatcher dispatcher, ParkedSweeper sweeper, RelaySender relays, DeadlineSweep deadlines, ILogger<ClockGrain> logger)
    : Grain, IClockGrain, IRemindable, IDisposable
{
    private const string Reminder = "tick";

    private readonly CancellationTokenSource ending = new();
    private Task sweep = Task.CompletedTask;
    private bool ticked;

    public async Task Start()
    {
        await this.RegisterOrUpdateReminder(Reminder, Clock.Period, Clock.Period);
        Tick();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Tick();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => ending.CancelAsync();

    public void Dispose() => ending.Dispose();

    private void Tick()
    {
        dispatcher.Wake();
        sweeper.Wake();
        relays.Wake();
        // A sweep that is under way looked at the time before this tick: it is followed by another.
        ticked = true;
        if (sweep.IsCompleted) sweep = Sweep();
    }

    private async Task Sweep()
    {
        while (ticked && !ending.IsCancellationRequested)
        {
            ticked = false;
            try
            {
                await deadlines.Run((int)this.GetPrimaryKeyLong(), Clock.Count, ending.Token);
            }
            catch (Exception reason)
            {
                LogSweepFailed(logger, this.GetPrimaryKeyLong(), reason);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Clock {Clock} could not finish its sweep; the next tick goes on.")]
    private static partial void LogSweepFailed(ILogger logger, long clock, Exception reason);
}
