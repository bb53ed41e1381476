using System.Globalization;
using TestKit.Services;

namespace Benchmarks.Load;

/// <summary>What it costs the acknowledgement of deliveries that a stakeholder hears of them: the same load with and without, in turns.</summary>
internal static class NotifyCost
{
    private const int Rounds = 5;

    /// <summary>What has to be left of the rate.</summary>
    private const double Least = 0.85;

    /// <returns>0 when every event was acknowledged, and enough is left of the rate.</returns>
    public static async Task<int> Run(LoadOptions options)
    {
        if (options.Engine == "running") throw new ArgumentException("notify-cost starts the services itself: --engine is sqlite or postgres.");
        var (without, with) = (new List<double>(), new List<double>());
        var sound = true;
        for (var round = 1; round <= Rounds; round++)
        {
            // In turns, and each first as often as last: what the machine does meanwhile meets both.
            foreach (var hears in round % 2 == 0 ? new[] { true, false } : [false, true])
            {
                await using var webhook = hears ? await RecordingWebhook.Start() : null;
                await using var target = await Target.Open(options, webhook?.Url, hears ? [] : new() { ["Flexport__Notifications__Default"] = "false" });
                var run = "cost" + DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
                var warm = await Measurement.Take(new Traffic(run + "w", options.Warmup, options.Shipments, target.Url, target.Secret).Requests, options.Connections, target.Url, progress: false);
                var measured = await Measurement.Take(new Traffic(run, options.Events, options.Shipments, target.Url, target.Secret).Requests, options.Connections, target.Url, progress: false);
                var rate = options.Events / measured.Elapsed.TotalSeconds;
                (hears ? with : without).Add(rate);
                sound &= warm.Acknowledged == options.Warmup && measured.Acknowledged == options.Events;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"round {round}, {(hears ? "the webhook hears" : "nobody hears     ")}: {rate:N0} acknowledged/s{(hears ? $", {webhook!.Accepted.Count:N0} messages received by its end" : "")}"));
            }
        }

        var ratio = Median(with) / Median(without);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians: {Median(with):N0} with, {Median(without):N0} without: {ratio:0.00}"));
        return sound && ratio >= Least ? 0 : 1;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
