using Microsoft.Extensions.Logging;

namespace Silo.Storage;

public sealed partial class BodyConversion
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Bodies} raw bodies of an older program are moved into blocks while the service runs. It may be stopped at any time.")]
    private static partial void LogBegun(ILogger logger, long bodies);

    [LoggerMessage(Level = LogLevel.Information, Message = "Bodies of an older program: {Moved} of {Bodies} are moved, after {Took}.")]
    private static partial void LogProgress(ILogger logger, long moved, long bodies, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Information, Message = "Bodies of an older program: {Moved} are moved, after {Took}. {Damaged} are damaged and stay where they are.")]
    private static partial void LogDone(ILogger logger, long moved, long damaged, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bodies of an older program could not be moved now; it goes on soon, with what is left.")]
    private static partial void LogInterrupted(ILogger logger, Exception reason);
}
