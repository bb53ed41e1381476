namespace Storage.Tests.Postgres;

/// <summary>It is always the same moment.</summary>
public sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
