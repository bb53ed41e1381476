using System.Globalization;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;
using Benchmarks.Compare.Stores;

namespace Benchmarks.Compare;

/// <summary>All loads, rounds and contestants, one after the other, and the tables at the end.</summary>
internal static class CompareRun
{
    private const string Secret = "compare-secret";

    /// <returns>0 when each store had what was acknowledged.</returns>
    public static async Task<int> Run(CompareOptions options)
    {
        try
        {
            var usual = options.Only.Contains(Roster.Yardstick) ? await Usual.Prepare() : null;
            GeneratorThread.Prepare();
            await using var ground = await Ground.Open(options.Postgres);
            var lines = new List<string>();
            foreach (var line in await Surroundings.Describe(options, ground, usual)) lines.Add("- " + line);
            foreach (var line in lines) Console.WriteLine(line);

            var sound = true;
            foreach (var load in Workloads.All.Where(load => options.Loads.Contains(load.Name)))
            {
                var result = await Compare(load, new Terms(ground, options, Secret));
                sound &= result.IsSound;
                string[] table = ["", .. Table.Lines(result)];
                foreach (var line in table) Console.WriteLine(line);
                lines.AddRange(table);
            }

            Console.WriteLine();
            Console.WriteLine(sound ? "Each store had exactly the events that were acknowledged." : "WRONG: a store did not have what was acknowledged; see above.");
            if (options.Write) await PerformancePage.Write(lines);
            return sound ? 0 : 1;
        }
        catch (Exception fault) when (fault is InvalidOperationException or FileNotFoundException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<Result> Compare(Workload load, Terms terms)
    {
        var options = terms.Options;
        var events = options.Events ?? (int)(load.HighestRate * (options.Warmup + options.Seconds).TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{load.What}: recording {events:N0} deliveries …"));
        var recording = await load.Record(events, terms.Secret);
        var result = new Result(load, recording);
        var contestants = Roster.All.Where(one => options.Only.Contains(one.Name)).ToList();
        for (var round = 0; round < options.Rounds; round++)
        {
            // Each is first as often as last: what the machine does meanwhile meets all.
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var contestant = contestants[(round + turn) % contestants.Count];
                GC.Collect();
                var figures = await Trial.Run(contestant, recording, terms);
                result.Add(contestant, figures);
                Console.WriteLine($"round {round + 1}  {Table.Line(contestant, figures)}");
            }
        }

        return result;
    }
}
