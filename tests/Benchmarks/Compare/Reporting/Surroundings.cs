using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks.Compare.Contestants;
using Benchmarks.Compare.Stores;
using TestKit;

namespace Benchmarks.Compare.Reporting;

/// <summary>Where and how it was measured.</summary>
internal static class Surroundings
{
    /// <param name="usual">The versions of the usual handler; null when it does not take part.</param>
    public static async Task<IReadOnlyList<string>> Describe(CompareOptions options, Ground ground, string? usual)
    {
        List<string> lines =
        [
            Line($"{await Moment()}, {options.Rounds} rounds, in each of which every contestant has its turn; medians. Ratios are the medians of each round's."),
            Machine(),
            Line($"{options.Pace.Connections} connections, each event sent once, {options.Pace.Warmup.TotalSeconds:0} s of warm-up and {options.Pace.Seconds.TotalSeconds:0} s measured, an empty store for each trial."),
            Programs(ground, options.Settings),
        ];
        if (usual is not null) lines.Add(Line($"usual: {usual}, {options.Settings.Workers} workers, a pool of {options.Settings.Pool} connections each."));
        lines.AddRange(Roster.All.Where(one => options.Only.Contains(one.Name)).Select(one => $"{one.Name}: {one.What}."));
        return lines;
    }

    /// <summary>When and of what.</summary>
    public static async Task<string> Moment()
    {
        var commit = await Tool.Run("git", ["describe", "--always", "--dirty"], Repository.Root) ?? "unknown";
        // What a process says may come on the one thread that waits for all sockets (GeneratorThread); whoever blocks it to ask the database waits for ever.
        await Task.Yield();
        return Line($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, commit {commit}");
    }

    /// <summary>Where, and how busy it was.</summary>
    public static string Machine() => Line(
        $"{Processor()}, {Environment.ProcessorCount} cores shared by generator, contestant and database, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB, {RuntimeInformation.OSDescription}; load of the machine at the start {LoadOfMachine()}.");

    /// <summary>Database and runtime.</summary>
    public static string Programs(Ground ground, ContestantSettings settings) => Line(
        $"PostgreSQL {ground.Setting("server_version")}, {(ground.Processes.Count > 0 ? "our own with the settings it comes with" : "given by --postgres")}: fsync {ground.Setting("fsync")}, synchronous_commit {ground.Setting("synchronous_commit")}, shared_buffers {ground.Setting("shared_buffers")}, max_wal_size {ground.Setting("max_wal_size")}. {RuntimeInformation.FrameworkDescription}, {(settings.Published is null ? Repository.Configuration + " build" : "published build")}, announcements {(settings.Announcements ? "to the log" : "off")}.");

    private static string LoadOfMachine() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Processor()
    {
        const string Name = "model name";
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(one => one.StartsWith(Name, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
