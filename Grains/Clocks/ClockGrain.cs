using Grains.DeadLetters;
using Grains.Notifications;
using Grains.Relays;
using Orleans.Runtime;

namespace Grains.Clocks;

/// <inheritdoc cref="IClockGrain"/>
internal sealed class ClockGrain(NotificationDispatcher dispatcher, ParkedSweeper sweeper, RelaySender relays) : Grain, IClockGrain, IRemindable
{
    private const string Tick = "tick";

    // The shortest period that Orleans takes without further settings; a tick that nobody owns is skipped, so it must be short.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public async Task Start()
    {
        await this.RegisterOrUpdateReminder(Tick, Period, Period);
        Sweep();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Sweep();
        return Task.CompletedTask;
    }

    private void Sweep()
    {
        dispatcher.Wake();
        sweeper.Wake();
        relays.Wake();
    }
}
