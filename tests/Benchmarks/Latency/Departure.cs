namespace Benchmarks.Latency;

/// <summary>One delivery of a schedule.</summary>
/// <param name="Status">What it was answered; 0 for nothing.</param>
/// <param name="Late">Milliseconds between the moment at which it was to be sent and that at which it was sent.</param>
/// <param name="Latency">Milliseconds between the moment at which it was to be sent and the answer.</param>
/// <param name="Waited">Whether it had to wait for a connection.</param>
internal readonly record struct Departure(short Status, float Late, float Latency, bool Waited);
