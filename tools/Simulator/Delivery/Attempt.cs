using Simulator.Worlds;

namespace Simulator.Delivery;

/// <summary>One delivery on its way, and how often it has failed.</summary>
internal sealed class Attempt(int place, WorldEvent sent, string signature)
{
    /// <summary>Where it stands in the schedule.</summary>
    public int Place => place;

    public WorldEvent Event => sent;

    public string Signature => signature;

    public int Failures { get; private set; }

    /// <summary>The timestamp of the first failure; null as long as there is none.</summary>
    public long? FailingSince { get; private set; }

    public void Failed(long now)
    {
        Failures++;
        FailingSince ??= now;
    }
}
