using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;

namespace Grains.Lists;

internal sealed partial class ListProjector
{
    [LoggerMessage(1, LogLevel.Information, "Commit {Commit} was left without its list rows: those of its {Entities} entities are written here.")]
    private static partial void LogTakenOver(ILogger logger, long commit, int entities);

    [LoggerMessage(2, LogLevel.Warning, "{Rows} list rows, of which the oldest waits for {Lag}, could not be written; they are tried again.")]
    private static partial void LogPutOff(ILogger logger, int rows, TimeSpan lag, Exception reason);

    [LoggerMessage(3, LogLevel.Error, "The list row of {Entity} is refused by the store for its data. The list keeps the one before.")]
    private static partial void LogRefused(ILogger logger, EntityKey entity, Exception? reason);

    [LoggerMessage(9, LogLevel.Error, "The list row of {Entity} at version {Version} cannot be made. The list keeps the one before.")]
    private static partial void LogNotMade(ILogger logger, EntityKey entity, long version, Exception reason);

    [LoggerMessage(5, LogLevel.Information, "The lists are made again: {Rows} rows so far, in {Took}.")]
    private static partial void LogRebuilding(ILogger logger, long rows, TimeSpan took);

    [LoggerMessage(6, LogLevel.Information, "The lists have been made again: {Rows} rows, of which {Missed} could not be written, in {Took}.")]
    private static partial void LogRebuilt(ILogger logger, long rows, long missed, TimeSpan took);

    [LoggerMessage(8, LogLevel.Warning, "{Entity} could not write its list row; it is tried again.")]
    private static partial void LogMissed(ILogger logger, EntityKey entity, Exception reason);

    [LoggerMessage(7, LogLevel.Warning, "After {Rows} rows the lists could not be made again; it is tried anew.")]
    private static partial void LogNotRebuilt(ILogger logger, long rows, Exception reason);

    [LoggerMessage(4, LogLevel.Warning, "The silo ends before all list rows are written; another one, or the next start, writes them.")]
    private static partial void LogLeft(ILogger logger, Exception reason);
}
