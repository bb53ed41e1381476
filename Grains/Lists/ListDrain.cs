using Grains.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grains.Lists;

/// <summary>Ends the journal and the lists in good order. It is the first of a silo's services, so it ends last: when no grain takes events any more.</summary>
internal sealed partial class ListDrain(JournalWriter journal, ListProjector projector, ILogger<ListDrain> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await journal.DisposeAsync().AsTask().WaitAsync(cancellationToken);
            await projector.Flush(cancellationToken);
            await projector.Settle(cancellationToken);
        }
        catch (Exception reason)
        {
            LogLeft(logger, reason);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The silo ends before all list rows are written; another one, or the next start, writes them.")]
    private static partial void LogLeft(ILogger logger, Exception reason);
}
