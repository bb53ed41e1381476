using System.Globalization;
using Benchmarks.Compare;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;

namespace Benchmarks.Grow.Axes;

/// <summary>What an event costs by the length of its body.</summary>
internal sealed class BodyAxis : IAxis
{
    // The smallest is of dialect A: full objects of dialect B do not fit into it.
    private static readonly (int Bytes, string Load)[] Loads = [(256, "small"), (1_024, "1k"), (6_144, "6k")];

    public string Name => "body";

    public string What => "bytes of a body";

    public IReadOnlyList<int> Points { get; } = [.. Loads.Select(static one => one.Bytes)];

    public async Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms)
    {
        var ours = Roster.All.Single(static one => one.Name == "ours");
        var pace = terms.Options.Pace;
        var table = new CostTable(Name, What, null);
        foreach (var bytes in points)
        {
            var name = Loads.FirstOrDefault(one => one.Bytes == bytes).Load ?? throw new ArgumentException($"--at {bytes} is none of {string.Join(", ", Points)}.");
            var load = Workloads.All.Single(one => one.Name == name);
            var recording = await load.Record((int)(load.HighestRate * pace.Whole.TotalSeconds), terms.Secret);
            table.Add(new CostRow(Math.Round(recording.MeanBody), null, null, await Trial.Run(ours, recording, terms.Contestants, pace)));
        }

        string[] said =
        [
            string.Create(CultureInfo.InvariantCulture, $"2,000 shipments, {pace.Connections} connections, an empty store at each point, {pace.Warmup.TotalSeconds:0} s of warm-up, {pace.Seconds.TotalSeconds:0} s measured. The smallest body is a milestone or an estimate of dialect A, the others are full objects of dialect B."),
            "",
        ];
        return new AxisReport([.. said, .. table.Lines(), "", .. table.Cores()], [table.Processor(), table.Rate()], table.IsSound);
    }
}
