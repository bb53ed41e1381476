namespace Benchmarks.Compare;

/// <summary>How a trial goes.</summary>
/// <param name="Connections">How many deliveries are in flight.</param>
/// <param name="Warmup">How long a contestant is under load before the measurement begins.</param>
/// <param name="Seconds">How long it is measured.</param>
internal sealed record Pace(int Connections, TimeSpan Warmup, TimeSpan Seconds)
{
    public TimeSpan Whole => Warmup + Seconds;
}
