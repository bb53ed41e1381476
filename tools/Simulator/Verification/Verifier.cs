using System.Collections.Concurrent;
using System.Net;
using Simulator.Worlds;

namespace Simulator.Verification;

/// <summary>
/// Asks the service for every entity of a world and its history, for lists, and for dead letters, and compares. What differs is asked again
/// until it agrees or time is up.
/// </summary>
internal sealed class Verifier(VerifyOptions options, TimeProvider time)
{
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Comparison> compared = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long told;

    public async Task<Findings> Verify(IReadOnlyList<ExpectedEntity> expected, CancellationToken stop)
    {
        var began = told = time.GetTimestamp();
        using var reader = new StateReader(options.Apis, options.OperatorKey, options.Patience, time);
        ListCheck[] lists = [.. ListChecks.Of(expected, options.ListsOfEvery).DistinctBy(list => list.Path)];
        Check[] all = [.. expected.Select(entity => new EntityCheck(entity)), .. lists, .. options.DeadLetters is { } letters ? [new DeadLettersCheck(letters)] : Array.Empty<Check>()];
        var toAsk = all;
        while (true)
        {
            if (await Round(reader, toAsk, all.Length, stop) is { } problem) return Found(problem);
            toAsk = [.. toAsk.Where(check => compared[check.Path].Differences.Count > 0)];
            if (toAsk.Length == 0 || time.GetElapsedTime(began) >= options.Settle) return Found(null);
            await Task.Delay(BetweenRounds, time, stop);
        }

        Findings Found(string? problem) => new(
            expected.Count,
            compared.Values.Sum(comparison => (long)comparison.Fields),
            [.. all.Where(check => compared.ContainsKey(check.Path)).SelectMany(check => compared[check.Path].Differences)],
            time.GetElapsedTime(began),
            problem) { Events = expected.Sum(entity => (long)(entity.Events?.Count ?? 0)), Lists = lists.Length };
    }

    /// <summary>Null, or what makes asking on pointless.</summary>
    private async Task<string?> Round(StateReader reader, Check[] checks, int all, CancellationToken stop)
    {
        string? problem = null;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = stop };
        await Parallel.ForEachAsync(checks, parallel, async (check, cancel) =>
        {
            if (Volatile.Read(ref problem) is not null) return;
            var (made, refused) = await check.Make(reader, cancel);
            if (refused is { } read) Volatile.Write(ref problem, Reason(read));
            if (made is not null) compared[check.Path] = made;
            Tell(checks.Length, all);
        });
        return problem;
    }

    private void Tell(int round, int all)
    {
        if (options.Progress is null) return;
        lock (gate)
        {
            if (time.GetElapsedTime(told) < BetweenLines) return;
            told = time.GetTimestamp();
            var differing = compared.Values.Count(comparison => comparison.Differences.Count > 0);
            options.Progress.WriteLine(round == all
                ? FormattableString.Invariant($"verify: {compared.Count:N0} of {all:N0} looked at, {differing:N0} differ.")
                : FormattableString.Invariant($"verify: {round:N0} differed and are asked again, {differing:N0} still differ."));
        }
    }

    private string Reason(ReadState read) => read.Status == 0
        ? $"nothing answers at {string.Join(", ", options.Apis)}: {read.Reason} Is the service running there?"
        : FormattableString.Invariant($"the API answers {read.Status}. Give the operator's key (FLEXPORT_API_KEY of the service) with --operator-key.");
}
