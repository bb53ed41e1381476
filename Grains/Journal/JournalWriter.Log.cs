using Grains.Interfaces.Entities;
using EventId = Grains.Interfaces.Entities.EventId;
using Microsoft.Extensions.Logging;

namespace Grains.Journal;

public sealed partial class JournalWriter
{
    [LoggerMessage(1, LogLevel.Warning, "A batch of {Entities} entities has no known outcome; their activations are dropped and load again.")]
    private static partial void LogUnknownOutcome(ILogger logger, int entities, Exception reason);

    [LoggerMessage(2, LogLevel.Warning, "Head of {Entity} was claimed by another activation before version {Version}; this one is dropped.")]
    private static partial void LogRefused(ILogger logger, EntityKey entity, long version);

    [LoggerMessage(3, LogLevel.Error, "The store refuses event {EventId} of {Entity} for its data; it becomes a dead letter.")]
    private static partial void LogPoison(ILogger logger, EntityKey entity, EventId eventId, Exception reason);
}
