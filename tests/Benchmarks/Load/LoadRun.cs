using System.Globalization;

namespace Benchmarks.Load;

/// <summary>The load command: warm up, measure, check.</summary>
internal static class LoadRun
{
    /// <returns>0 when every event was acknowledged and the self-check, if asked for, holds; else 1.</returns>
    public static async Task<int> Run(LoadOptions options)
    {
        await using var target = await Target.Open(options);
        var run = "load" + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        var warmup = new Traffic(run + "w", options.Warmup, options.Shipments, target.Url, target.Secret);
        var traffic = new Traffic(run, options.Events, options.Shipments, target.Url, target.Secret);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Engine} at {target.Url}: {options.Events:N0} events, {options.Connections} connections, {options.Shipments:N0} shipments, {Environment.ProcessorCount} cores shared by all"));

        var warm = await Measurement.Take(warmup.Requests, options.Connections, target.Url, progress: false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warm-up: {options.Warmup:N0} events, {warm.Acknowledged:N0} acknowledged"));
        GC.Collect();

        var measured = await Measurement.Take(traffic.Requests, options.Connections, target.Url, progress: true);
        measured.Print();
        var sound = measured.Acknowledged == options.Events;
        if (options.SelfCheck) sound &= await SelfCheck.Holds(target.Client, traffic, measured.Statuses);
        return sound ? 0 : 1;
    }
}
