using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;

namespace Grains.Lists;

internal sealed partial class ListProjector
{
    [LoggerMessage(1, LogLevel.Warning, "{Rows} list rows, of which the oldest waits for {Lag}, could not be written; they are tried again.")]
    private static partial void LogPutOff(ILogger logger, int rows, TimeSpan lag, Exception reason);

    [LoggerMessage(2, LogLevel.Error, "The list row of {Entity} is refused by the store for its data. It is there without its words.")]
    private static partial void LogRefused(ILogger logger, EntityKey entity, Exception reason);

    [LoggerMessage(3, LogLevel.Error, "The list row of {Entity} at version {Version} cannot be made. The list keeps the one before, and it is tried again.")]
    private static partial void LogNotMade(ILogger logger, EntityKey entity, long version, Exception reason);

    [LoggerMessage(4, LogLevel.Warning, "{Rows} list rows waited to be written, too many to remember. They are written later, from the journal.")]
    private static partial void LogForgotten(ILogger logger, int rows);
}
