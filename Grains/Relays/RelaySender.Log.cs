using Grains.Domain.Entities;
using Grains.Interfaces.Entities;
using Microsoft.Extensions.Logging;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Grains.Relays;

internal sealed partial class RelaySender
{
    [LoggerMessage(1, LogLevel.Debug, "{From} has told {To} its {What}, versions {First} to {Last}.")]
    private static partial void LogTold(ILogger logger, EntityKey from, EntityKey to, RelayKind what, long first, long last);

    [LoggerMessage(2, LogLevel.Warning, "{From} could not tell {To} its {What}, attempt {Attempt}; next in {Wait}.")]
    private static partial void LogPutOff(ILogger logger, EntityKey from, EntityKey to, RelayKind what, int attempt, TimeSpan wait, Exception reason);

    [LoggerMessage(3, LogLevel.Warning, "Event {Event} of {From} was not applied to {To}, which kept it aside: {Outcome}.")]
    private static partial void LogKeptAside(ILogger logger, EventId @event, EntityKey from, EntityKey to, ReceiptKind outcome);
}
