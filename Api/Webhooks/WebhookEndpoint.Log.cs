using System.Net;

namespace Api.Webhooks;

internal sealed partial class WebhookEndpoint
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request to source {Source}: {Reason}, {Length} bytes, from {Remote}")]
    private static partial void LogRefused(ILogger logger, string source, string reason, long length, IPAddress? remote);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The refused request to source {Source} has a good SHA-1 signature by one of its secrets, and no SHA-256 one. To accept such requests, set {Setting} to true")]
    private static partial void LogGoodSha1(ILogger logger, string source, string setting);
}
