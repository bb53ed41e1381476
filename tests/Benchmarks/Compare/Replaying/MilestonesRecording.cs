using Benchmarks.Load;

namespace Benchmarks.Compare.Replaying;

/// <summary>Small events of dialect A, 0.25 KB a body, over 2,000 shipments in turn: voyages of 25 events, one after the other.</summary>
internal static class MilestonesRecording
{
    private const int Shipments = 2_000;

    public static Recording Make(int events, string secret) => SignedBodies.Sign(events, new Traffic("cmp", Shipments).Body, secret);
}
