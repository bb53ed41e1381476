using Microsoft.Extensions.Logging;

namespace Grains.Subscriptions;

internal sealed partial class Subscribers
{
    [LoggerMessage(1, LogLevel.Error, "What is stored of {Kind} {Id} of source {Source} cannot be read: it is left out, and what waits for it is held. Save it anew, or delete it.")]
    private static partial void LogUnreadable(ILogger logger, string kind, string id, string source);
}
