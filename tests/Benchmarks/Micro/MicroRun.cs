using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks.Compare.Reporting;

namespace Benchmarks.Micro;

/// <summary>Lets BenchmarkDotNet measure all steps, and makes a table of what it found.</summary>
internal static class MicroRun
{
    private const string Section = "micro";
    private static readonly Type[] Steps = [typeof(Verify), typeof(Read), typeof(Fold), typeof(Encode), typeof(Render)];

    /// <returns>0 when all were measured.</returns>
    public static async Task<int> Run(MicroOptions options)
    {
        var artifacts = Directory.CreateTempSubdirectory("flexport-micro-").FullName;
        try
        {
            List<string> head = [$"- {await Surroundings.Moment()}, BenchmarkDotNet {typeof(BenchmarkRunner).Assembly.GetName().Version?.ToString(3)}{(options.Short ? ", few iterations" : "")}.", "- " + Surroundings.Machine()];
            // On a thread of its own: it waits for nothing but its clock.
            var reports = await Task.Run(() => Steps.SelectMany(step => BenchmarkRunner.Run(step, Config(options, artifacts)).Reports).ToList());
            List<string> table = [.. head, "", "| step | ns | standard deviation | bytes allocated |", "|---|---:|---:|---:|", .. reports.Select(Line)];
            Console.WriteLine();
            foreach (var line in table) Console.WriteLine(line);
            var measured = reports.Count > 0 && reports.TrueForAll(static report => report.Success);
            if (!measured) await Console.Error.WriteLineAsync(reports.Count == 0 ? $"No step has \"{options.Filter}\" in its name." : "Some steps could not be measured; see above.");
            if (measured && options.Write) await PerformancePage.Write(Section, table);
            return measured ? 0 : 1;
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static ManualConfig Config(MicroOptions options, string artifacts)
    {
        // In this process: another one would have to be built, by rules that this repository's builds do not follow (central versions, locked packages).
        var job = (options.Short ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddLogger(ConsoleLogger.Default).WithArtifactsPath(artifacts).WithOptions(ConfigOptions.DisableLogFile);
        if (options.Filter is { } part) config.AddFilter(new SimpleFilter(one => one.Descriptor.WorkloadMethodDisplayInfo.Contains(part, StringComparison.OrdinalIgnoreCase)));
        return config;
    }

    private static string Line(BenchmarkReport report)
    {
        var name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (report.ResultStatistics is not { } found) return $"| {name} | – | – | – |";
        var allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {found.Mean:N0} | {found.StandardDeviation:N0} | {allocated:N0} |");
    }
}
