using Microsoft.Extensions.Logging;

namespace Silo.Storage;

public sealed partial class StorageMaintenance
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "The storage ({Engine}) has been maintained.")]
    private static partial void LogMaintained(ILogger logger, string engine);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The storage ({Engine}) could not be maintained; it is tried again in {Wait}.")]
    private static partial void LogFailed(ILogger logger, string engine, TimeSpan wait, Exception reason);
}
