using System.Globalization;
using Benchmarks.Commands;
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
        using var end = new OrderlyEnd();
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
                var result = await Compare(load, new Terms(ground, options.Settings, Secret), options);
                sound &= result.IsSound;
                string[] table = ["", .. Table.Lines(result)];
                foreach (var line in table) Console.WriteLine(line);
                lines.AddRange(table);
            }

            Console.WriteLine();
            Console.WriteLine(sound ? "Each store had exactly the events that were acknowledged." : "WRONG: a store did not have what was acknowledged, or a contestant gave up; see above.");
            if (options.Write && sound) await PerformancePage.Write("compare", lines);
            else if (options.Write) Console.WriteLine("docs/performance.md is left as it was: mend what is wrong above and run it again.");
            return sound ? 0 : 1;
        }
        catch (Exception fault) when (OrderlyEnd.IsExpected(fault))
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<Result> Compare(Workload load, Terms terms, CompareOptions options)
    {
        var events = options.Events ?? (int)(load.HighestRate * options.Pace.Whole.TotalSeconds);
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
                if (result.GaveUp.Contains(contestant)) continue;
                GC.Collect();
                try
                {
                    var figures = await Trial.Run(contestant, recording, terms, options.Pace);
                    result.Add(contestant, figures);
                    Console.WriteLine($"round {round + 1}  {Table.Line(contestant, figures)}");
                }
                catch (Exception fault) when (OrderlyEnd.IsExpected(fault))
                {
                    // The others go on: their rounds are as good as before.
                    result.GiveUp(contestant);
                    await Console.Error.WriteLineAsync($"round {round + 1}  {contestant.Name} is left out of this load: {fault.Message}");
                }
            }
        }

        return result;
    }
}
