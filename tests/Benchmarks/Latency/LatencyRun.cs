using System.Globalization;
using Benchmarks.Commands;
using Benchmarks.Compare;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;
using Benchmarks.Compare.Stores;

namespace Benchmarks.Latency;

/// <summary>For each load the peak, then all rates and rounds, and the tables at the end.</summary>
internal static class LatencyRun
{
    private const string Section = "latency";
    private const string Secret = "latency-secret";

    // The recording has to last for the part of a trial that is not counted, too.
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(5);

    /// <returns>0 when each store had what was acknowledged.</returns>
    public static async Task<int> Run(LatencyOptions options)
    {
        using var end = new OrderlyEnd();
        try
        {
            var contestant = Roster.All.Single(one => one.Name == options.Contestant);
            if (contestant.Name == Roster.Yardstick) await Usual.Prepare();
            GeneratorThread.Prepare();
            await using var ground = await Ground.Open(options.Postgres);
            string[] lines =
            [
                Line($"- {await Surroundings.Moment()}. {contestant.Name}: {contestant.What}."),
                "- " + Surroundings.Machine(),
                Line($"- {options.Pace.Connections} connections, an empty store for each trial, {options.Pace.Warmup.TotalSeconds:0} s of warm-up under full load; then {options.Seconds.TotalSeconds:0} s of schedule; medians of {options.Rounds} trials."),
                "- " + await Task.Run(() => Surroundings.Programs(ground, options.Settings)),
            ];
            foreach (var line in lines) Console.WriteLine(line);
            var (text, sound) = (new List<string>(lines), true);
            foreach (var load in Workloads.All.Where(load => options.Loads.Contains(load.Name)))
            {
                var (table, isSound) = await Measure(contestant, load, new Terms(ground, options.Settings, Secret), options);
                text.AddRange(["", .. table]);
                sound &= isSound;
            }

            Console.WriteLine();
            foreach (var line in text) Console.WriteLine(line);
            Console.WriteLine();
            Console.WriteLine(sound ? "Each store had exactly the events that were acknowledged." : "WRONG: a store did not have what was acknowledged; see above.");
            if (options.Write && sound) await PerformancePage.Write(Section, text);
            return sound ? 0 : 1;
        }
        catch (Exception fault) when (OrderlyEnd.IsExpected(fault))
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<(List<string> Table, bool IsSound)> Measure(Contestant contestant, Workload load, Terms terms, LatencyOptions options)
    {
        var longest = new[] { options.Seconds + Spare, options.Pace.Seconds }.Max() + options.Pace.Warmup;
        var events = options.Events ?? (int)(load.HighestRate * longest.TotalSeconds);
        Console.WriteLine(Line($"\n{load.What}: recording {events:N0} deliveries …"));
        var recording = await load.Record(events, terms.Secret);
        var (peak, sound) = ((double?)options.Peak, true);
        if (peak is null)
        {
            var figures = await Trial.Run(contestant, recording, terms, options.Pace);
            peak = figures.Rate;
            sound = figures.IsSound;
            Console.WriteLine(Table.Line(contestant, figures));
        }

        var table = new List<string>
        {
            Line($"**{load.What}**: {recording.MeanBody:N0} bytes a body; peak {peak:N0} events/s{(options.Peak is null ? $", with {options.Pace.Connections} deliveries always in flight" : ", given")}."),
            "",
        };
        table.AddRange(LatencyTable.Head);
        foreach (var line in LatencyTable.Head) Console.WriteLine(line);
        foreach (var share in options.Shares)
        {
            var rate = peak.Value * share / 100;
            var rounds = new List<LatencyFigures>();
            for (var round = 0; round < options.Rounds; round++)
            {
                rounds.Add(await LatencyTrial.Run(contestant, recording, rate, terms, options));
                Console.WriteLine(LatencyTable.Row(share, rate, rounds[^1]));
            }

            sound &= rounds.TrueForAll(static one => one.IsSound);
            table.Add(LatencyTable.Row(share, rate, LatencyFigures.Median(rounds)));
        }

        return (table, sound);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
