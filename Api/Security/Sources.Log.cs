namespace Api.Security;

internal sealed partial class Sources
{
    [LoggerMessage(Level = LogLevel.Warning, Message =
        "No webhook secret is set: the development secret, which everybody knows, signs for source 'default'. Set FLEXPORT_WEBHOOK_SECRET to receive from Flexport.")]
    private static partial void LogDevelopmentSecret(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The changed configuration of sources and keys is not taken over: {Problems}")]
    private static partial void LogNotTakenOver(ILogger logger, string problems);
}
