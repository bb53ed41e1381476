using Grains.Clocks;
using Grains.Interfaces.DeadLetters;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;

namespace Grains.DeadLetters;

/// <summary>Brings parked deliveries to their entities as soon as these can be reached again.</summary>
internal sealed partial class ParkedSweeper(IDeadLetterStore store, IGrainFactory grains, TimeProvider time, ILogger<ParkedSweeper> logger)
    : WakeLoop(time, logger)
{
    private const int PageSize = 64;

    // A call to a silo that has just died is answered by nobody; the next attempt finds the entity's new home.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Longer than an attempt takes, so that no two silos try the same letter at once; short, for the silo that holds it may die.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    protected override async Task<DateTimeOffset?> Pass(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var letters = await store.ClaimParked(PageSize, Time.GetUtcNow(), Lease, cancellation);
            await Task.WhenAll(letters.Select(Deliver));
            if (letters.Count < PageSize) break;
        }

        return await store.NextParked(cancellation);
    }

    private async Task Deliver(DeadLetterFile file)
    {
        var key = file.Letter.Key ?? throw new InvalidDataException($"Parked letter {file.Letter.Id} names no entity.");
        try
        {
            var receipt = await grains.Entity(key).Receive(file.Delivery).WaitAsync(Patience, Time);
            await store.Tried(file.Letter.Id, settled: true, $"Applied by itself: {receipt.Kind}.", Time.GetUtcNow(), null, CancellationToken.None);
            LogSettled(logger, file.Letter.Id, key, receipt.Kind);
        }
        catch (Exception reason)
        {
            var wait = TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Min(file.Letter.Attempts, 10)));
            var next = Time.GetUtcNow() + wait;
            LogStillParked(logger, file.Letter.Id, key, wait, reason);
            await store.Tried(file.Letter.Id, settled: false, $"Its entity could not be reached ({reason.GetType().Name}).", Time.GetUtcNow(), next, CancellationToken.None);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Parked letter {Letter} of {Entity} has been delivered: {Outcome}.")]
    private static partial void LogSettled(ILogger logger, long letter, EntityKey entity, ReceiptKind outcome);

    [LoggerMessage(2, LogLevel.Warning, "Parked letter {Letter} of {Entity} could not be delivered; next attempt in {Wait}.")]
    private static partial void LogStillParked(ILogger logger, long letter, EntityKey entity, TimeSpan wait, Exception reason);
}
