using System.Net;

namespace Api.Webhooks;

internal sealed partial class WebhookEndpoint
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request to source {Source}: {Reason}, {Length} bytes, from {Remote}")]
    private static partial void LogRefused(ILogger logger, string source, string reason, long length, IPAddress? remote);
}
