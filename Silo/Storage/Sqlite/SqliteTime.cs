namespace Silo.Storage.Sqlite;

/// <summary>Times as the file has them: whole microseconds since 1970-01-01 UTC, rounded down, as PostgreSQL keeps them.</summary>
internal static class SqliteTime
{
    public static long ToMicroseconds(DateTimeOffset time) =>
        time.UtcTicks / TimeSpan.TicksPerMicrosecond - DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;

    public static object? ToMicroseconds(DateTimeOffset? time) => time is { } t ? ToMicroseconds(t) : null;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
