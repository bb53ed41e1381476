using Grains.Interfaces.DeadLetters;

namespace Api.Webhooks;

internal sealed partial class Intake
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A delivery of source {Source} is kept aside as dead letter {Letter}: {Reason}")]
    private static partial void LogKept(ILogger logger, string source, DeadLetterReason reason, long letter);

    [LoggerMessage(Level = LogLevel.Error, Message = "A delivery of source {Source} could not even be kept aside as {Reason} (answered 503): {Why}")]
    private static partial void LogNotKept(ILogger logger, string source, DeadLetterReason reason, string? why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A delivery of source {Source} is put off (answered 503): {Why}")]
    private static partial void LogBusy(ILogger logger, string source, string? why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The entity of a delivery of source {Source} failed")]
    private static partial void LogFault(ILogger logger, string source, Exception? cause);
}
