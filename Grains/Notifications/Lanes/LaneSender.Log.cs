using Microsoft.Extensions.Logging;

namespace Grains.Notifications.Lanes;

internal sealed partial class LaneSender
{
    [LoggerMessage(1, LogLevel.Information, "Message {Id} to {Target}: attempt {Attempt} did not get through, next in {Wait}: {Error}")]
    private static partial void LogRetry(ILogger logger, string id, string target, int attempt, TimeSpan wait, string error);

    [LoggerMessage(2, LogLevel.Error, "Message {Id} to {Target} has failed for good after {Attempts} attempts: {Error}")]
    private static partial void LogGivenUp(ILogger logger, string id, string target, int attempts, string error);

    [LoggerMessage(3, LogLevel.Error, "Channel {Channel} threw {Fault} while it sent message {Id}.")]
    private static partial void LogChannelFault(ILogger logger, string channel, string id, string fault);

    [LoggerMessage(4, LogLevel.Error, "Message {Id} could not be put into words: {Fault}.")]
    private static partial void LogCannotBeSaid(ILogger logger, string id, string fault);
}
