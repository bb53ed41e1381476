using Grains.Subscriptions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grains.Notifications.Lanes;

/// <summary>Serves mailboxes that this silo has taken, each by itself.</summary>
internal sealed partial class MailboxRounds(
    ILaneStore store, LaneSender sender, Subscribers subscribers, IOptions<NotificationOptions> options, ILogger<MailboxRounds> logger)
{
    /// <summary>Until nothing is due in it, or it is to be left alone. Never throws.</summary>
    /// <param name="hold">Of the mailbox, which somebody else renews.</param>
    /// <param name="stopping">The silo stops: what is under way is ended and written down.</param>
    public async Task Serve(MailboxHold hold, CancellationToken stopping)
    {
        var round = new MailboxRound(hold, store, sender, subscribers, options.Value, logger);
        try
        {
            await round.Run(stopping);
        }
        catch (Exception fault)
        {
            if (!stopping.IsCancellationRequested) LogFailed(logger, hold.Target, fault);
            await round.Abandon();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The mailbox of {Target} could not be served to its end; it is looked at again.")]
    private static partial void LogFailed(ILogger logger, string target, Exception reason);
}
