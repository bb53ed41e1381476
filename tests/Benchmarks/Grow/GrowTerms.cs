using Benchmarks.Compare.Contestants;

namespace Benchmarks.Grow;

/// <summary>What an axis measures with.</summary>
/// <param name="Contestants">What the service is started with.</param>
internal sealed record GrowTerms(Terms Contestants, GrowOptions Options)
{
    public string Secret => Contestants.Secret;

    public int Connections => Options.Pace.Connections;
}
