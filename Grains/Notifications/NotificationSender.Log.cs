using Microsoft.Extensions.Logging;

namespace Grains.Notifications;

internal sealed partial class NotificationSender
{
    [LoggerMessage(1, LogLevel.Information, "Notification {Id} to {Target}: attempt {Attempt} did not get through, next in {Wait}: {Error}")]
    private static partial void LogRetry(ILogger logger, string id, string target, int attempt, TimeSpan wait, string error);

    [LoggerMessage(2, LogLevel.Error, "Notification {Id} to {Target} has failed for good after {Attempts} attempts: {Error}")]
    private static partial void LogGivenUp(ILogger logger, string id, string target, int attempts, string error);

    [LoggerMessage(3, LogLevel.Error, "Channel {Channel} threw while it sent notification {Id}.")]
    private static partial void LogChannelFault(ILogger logger, string channel, string id, Exception reason);
}
