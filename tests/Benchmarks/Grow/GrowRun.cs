using System.Globalization;
using Benchmarks.Commands;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;
using Benchmarks.Compare.Stores;
using Benchmarks.Plot;
using TestKit;

namespace Benchmarks.Grow;

/// <summary>All axes, one after the other; each is written as soon as it is done.</summary>
internal static class GrowRun
{
    private const string Secret = "grow-secret";
    private const string Folder = "docs/performance";

    /// <returns>0 when each store had what was acknowledged.</returns>
    public static async Task<int> Run(GrowOptions options)
    {
        using var end = new OrderlyEnd();
        try
        {
            GeneratorThread.Prepare();
            await using var ground = await Ground.Open(options.Postgres);
            var terms = new GrowTerms(new Terms(ground, options.Settings, Secret), options);
            // Once: what the first axis writes makes a change of the repository.
            var (moment, sound) = (await Surroundings.Moment(), true);
            foreach (var axis in AllAxes.List.Where(axis => options.Only.Contains(axis.Name)))
            {
                try
                {
                    sound &= await Measure(axis, moment, terms);
                }
                catch (Exception fault) when (OrderlyEnd.IsExpected(fault) && options.Only.Count > 1)
                {
                    // The others go on: they are as good as before.
                    sound = false;
                    await Console.Error.WriteLineAsync($"{axis.Name} is left out: {fault.Message}");
                }
            }

            return sound ? 0 : 1;
        }
        catch (Exception fault) when (OrderlyEnd.IsExpected(fault))
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<bool> Measure(IAxis axis, string moment, GrowTerms terms)
    {
        var (options, contestants) = (terms.Options, terms.Contestants);
        string[] head =
        [
            $"- {moment}.",
            "- " + Surroundings.Machine(),
            // The database must not be asked on the thread that waits for all sockets.
            "- " + await Task.Run(() => Surroundings.Programs(contestants.Ground, options.Settings)),
            "",
        ];
        Console.WriteLine($"\n{axis.Name}: {axis.What}");
        foreach (var line in head) Console.WriteLine(line);
        var report = await axis.Run(options.At ?? axis.Points, terms);
        foreach (var line in report.Table) Console.WriteLine(line);
        if (!report.IsSound) Console.WriteLine("WRONG: a store did not have what was acknowledged; see above.");
        else if (options.Write) await Write(axis, [.. head, .. report.Table], report.Charts);
        return report.IsSound;
    }

    private static async Task Write(IAxis axis, string[] lines, IReadOnlyList<Chart> charts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, Folder)).FullName;
        var pictures = new List<string>();
        foreach (var chart in charts)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, chart.File + ".svg"), SvgWriter.Draw(chart));
            pictures.AddRange(["", string.Create(CultureInfo.InvariantCulture, $"![{chart.Title}](performance/{chart.File}.svg)")]);
        }

        await PerformancePage.Write($"grow:{axis.Name}", [.. pictures.Skip(1), .. pictures.Count > 0 ? [""] : Array.Empty<string>(), .. lines]);
    }
}
