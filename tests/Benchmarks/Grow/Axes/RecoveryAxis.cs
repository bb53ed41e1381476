using System.Diagnostics;
using System.Globalization;
using Benchmarks.Compare.Replaying;
using Benchmarks.Compare.Reporting;

namespace Benchmarks.Grow.Axes;

/// <summary>How long it takes until a service is back that is killed under full load and started again at once.</summary>
internal sealed class RecoveryAxis : IAxis
{
    private const string Load = "worlds";
    private const int Probes = 2_000;
    private const double Spare = 1.2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public string Name => "recovery";

    public string What => "events before the kill";

    public IReadOnlyList<int> Points { get; } = [20_000, 100_000];

    public async Task<AxisReport> Run(IReadOnlyList<int> points, GrowTerms terms)
    {
        var load = Workloads.All.Single(static one => one.Name == Load);
        var all = new List<(int Point, List<Recovery> Rounds)>();
        foreach (var events in points)
        {
            var recording = await load.Record((int)(events * Spare) + Probes, terms.Secret);
            var rounds = new List<Recovery>();
            all.Add((events, rounds));
            for (var round = 0; round < terms.Options.Rounds; round++)
            {
                rounds.Add(await Kill(events, recording, terms));
                Console.WriteLine(Line(rounds[^1], string.Create(CultureInfo.InvariantCulture, $"{round + 1}")));
            }
        }

        string[] said =
        [
            string.Create(CultureInfo.InvariantCulture, $"{load.What}, {terms.Connections} connections, killed under full load by SIGKILL after so many events and started again at once, by hand of the benchmark: what an orchestrator needs to notice the end comes on top. Medians of {terms.Options.Rounds} kills, and the longest time of all."),
            "",
            "| events before the kill | kills | commits without list rows then | s to the first 200 | the longest | s until all list rows are written | the longest | stored |",
            "|---:|---:|---:|---:|---:|---:|---:|---|",
        ];
        var table = all.Select(static one => string.Create(
            CultureInfo.InvariantCulture,
            $"| {one.Point:N0} | {one.Rounds.Count} | {Median(one.Rounds, static round => round.Backlog):N0} | {Median(one.Rounds, static round => round.FirstAccepted):0.00} | {one.Rounds.Max(static round => round.FirstAccepted):0.00} | {Median(one.Rounds, static round => round.ListsDone):0.00} | {one.Rounds.Max(static round => round.ListsDone):0.00} | {(one.Rounds.TrueForAll(static round => round.IsSound) ? "as acknowledged" : "WRONG")} |"));
        return new AxisReport([.. said, .. table], [], all.TrueForAll(static one => one.Rounds.TrueForAll(static round => round.IsSound)));
    }

    private static async Task<Recovery> Kill(int events, Recording recording, GrowTerms terms)
    {
        await using var subject = await Subject.Start(terms);
        using var replay = new Replay(recording, subject.Url, terms.Connections);
        var sending = replay.Begin();
        while (replay.Sent < events && !sending.IsCompleted) await Task.Delay(Look);
        // Nobody tries again at once: what is in flight is cut off.
        replay.Stop();
        var killed = Stopwatch.GetTimestamp();
        await subject.Process.Kill();
        var answers = await replay.End(Patience);
        var backlog = await subject.CommitsUnlisted();
        var starting = Task.Run(subject.StartAgain);
        var (probed, accepted) = (answers.Sent, 0L);
        using (var connection = new ReplayConnection(subject.Url))
        {
            // Of a delivery without an answer nobody knows; the next one is another.
            while (await connection.Exchange(recording[probed]) is var status && status != 200)
            {
                if (status != 0 && probed + 1 < recording.Count) probed++;
                if (Stopwatch.GetElapsedTime(killed) > Patience) throw new TimeoutException($"No delivery was answered 200 {Patience.TotalSeconds:0} s after the kill; the last answer was {status}.");
                await Task.Delay(Look);
            }

            accepted++;
        }

        var first = Stopwatch.GetElapsedTime(killed).TotalSeconds;
        while (await subject.CommitsUnlisted() > 0)
        {
            if (Stopwatch.GetElapsedTime(killed) > Patience) throw new TimeoutException($"Some list rows are not written {Patience.TotalSeconds:0} s after the kill.");
            await Task.Delay(Look);
        }

        var done = Stopwatch.GetElapsedTime(killed).TotalSeconds;
        await starting;
        return new Recovery(events, backlog, first, done, answers.Accepted + accepted, await subject.Stored(), answers.Others.Values.Sum() + probed - answers.Sent);
    }

    private static string Line(Recovery one, string round) => string.Create(
        CultureInfo.InvariantCulture,
        $"  kill {round} after {one.Events:N0} events: {one.Backlog:N0} commits without list rows; first 200 after {one.FirstAccepted:0.00} s, all list rows after {one.ListsDone:0.00} s; {one.Accepted:N0} acknowledged, {one.Unanswered:N0} without an answer, {one.Stored:N0} stored");

    private static double Median(List<Recovery> rounds, Func<Recovery, double?> figure) => Medians.Of(rounds, figure)!.Value;
}
