using System.Globalization;
using Benchmarks.Compare;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;

namespace Benchmarks.Grow.Axes;

/// <summary>What an event costs when so many deliveries are always in flight, each over a connection of its own.</summary>
internal sealed class ConnectionsAxis : IAxis
{
    private const string Load = "small";

    public string Name => "connections";

    public string What => "connections";

    public IReadOnlyList<int> Points { get; } = [1, 8, 128, 512, 2_000];

    public async Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms)
    {
        var load = Workloads.All.Single(static one => one.Name == Load);
        var ours = Roster.All.Single(static one => one.Name == "ours");
        var pace = terms.Options.Pace;
        var recording = await load.Record((int)(load.HighestRate * pace.Whole.TotalSeconds), terms.Secret);
        var table = new CostTable(Name, What, null);
        foreach (var connections in points)
        {
            table.Add(new CostRow(connections, null, null, await Trial.Run(ours, recording, terms.Contestants, pace with { Connections = connections })));
        }

        string[] said =
        [
            string.Create(CultureInfo.InvariantCulture, $"{load.What}, an empty store at each point, {pace.Warmup.TotalSeconds:0} s of warm-up, {pace.Seconds.TotalSeconds:0} s measured; each connection waits for its answer before it sends again."),
            "",
        ];
        return new AxisReport([.. said, .. table.Lines()], [table.Processor(logUp: true), table.Rate(), table.Latency()], table.IsSound);
    }
}
