using Microsoft.Extensions.Logging;

namespace Silo.Storage.Postgres;

public sealed partial class PostgresEngine
{
    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL is ready: schema {Version}, for programs of schema {OldestProgram} and newer.")]
    private static partial void LogPrepared(ILogger logger, int version, int oldestProgram);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL does not answer: {Failure} {SqlState}.")]
    private static partial void LogSilent(ILogger logger, string failure, string? sqlState);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Partitions of the coming months could not be made; the default partition keeps what fits no month until they are.")]
    private static partial void LogPartitionsMissing(ILogger logger, Exception reason);
}
