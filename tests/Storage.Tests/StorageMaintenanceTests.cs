using System.Threading.Channels;
using Grains.Notifications;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Silo.Storage;
using Storage.Tests.Lanes;

namespace Storage.Tests;

/// <summary>When the storage is maintained.</summary>
public sealed class StorageMaintenanceTests
{
    [Fact]
    public async Task Maintenance_ComesSoonAfterTheStart_ThenDaily_AndHourlyAfterAFailure()
    {
        var clock = new HurryingClock();
        var engine = new MoodyEngine(true, false, false, true, true);
        using var maintenance = new StorageMaintenance(engine, new LaneModel(TimeProvider.System), Options.Create(new NotificationOptions()), clock, NullLogger<StorageMaintenance>.Instance);

        await maintenance.StartAsync(TestContext.Current.CancellationToken);
        var waits = new List<TimeSpan>();
        while (waits.Count < 6) waits.Add(await clock.Waits.Reader.ReadAsync(TestContext.Current.CancellationToken));
        await maintenance.StopAsync(TestContext.Current.CancellationToken);

        waits.ShouldBe([
            TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(1)]);
        engine.Calls.ShouldBe(5);
    }

    /// <summary>Whoever waits has waited already; after six waits time stands still.</summary>
    private sealed class HurryingClock : TimeProvider
    {
        private int waits;

        public Channel<TimeSpan> Waits { get; } = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Writer.TryWrite(dueTime);
            return base.CreateTimer(callback, state, ++waits < 6 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, period);
        }
    }

    private sealed class MoodyEngine(params bool[] moods) : IStorageEngine
    {
        public int Calls { get; private set; }

        public string Name => "moody";

        public Task Prepare(CancellationToken cancellation) => Task.CompletedTask;

        public Task<bool> Answers(CancellationToken cancellation) => Task.FromResult(true);

        public Task Maintain(CancellationToken cancellation) => moods[Calls++] ? Task.CompletedTask : Task.FromException(new InvalidOperationException("not now"));

        public Task<IBodyMove?> MoveBodies(CancellationToken cancellation) => Task.FromResult<IBodyMove?>(null);
    }
}
