using System.Diagnostics.Metrics;

namespace Grains.Tests.Doubles;

/// <summary>Makes the meters of one test, and knows them again.</summary>
internal sealed class Meters : IMeterFactory
{
    private readonly List<Meter> made = [];

    public bool Has(Meter meter) => made.Contains(meter);

    public Meter Create(MeterOptions options)
    {
        made.Add(new Meter(options));
        return made[^1];
    }

    public void Dispose() => made.ForEach(static meter => meter.Dispose());
}
