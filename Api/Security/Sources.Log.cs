namespace Api.Security;

internal sealed partial class Sources
{
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The development secret, which everybody knows, is in use; what it signs is taken from this machine alone. Set FLEXPORT_WEBHOOK_SECRET to receive from Flexport.")]
    private static partial void LogDevelopmentSecret(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The changed configuration of sources and keys is not taken over: {Problems}")]
    private static partial void LogNotTakenOver(ILogger logger, string problems);
}
