using System.Collections.Concurrent;
using System.Net;
using Simulator.Worlds;

namespace Simulator.Verification;

/// <summary>Asks the service for every entity of a world and compares. Those that differ are asked again until they agree or time is up.</summary>
internal sealed class Verifier(VerifyOptions options, TimeProvider time)
{
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(500);

    public async Task<Findings> Verify(IReadOnlyList<ExpectedEntity> expected, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        using var reader = new StateReader(options.Apis, options.OperatorKey, options.Patience, time);
        var compared = new ConcurrentDictionary<string, Comparison>(StringComparer.Ordinal);
        var toAsk = expected;
        while (true)
        {
            if (await Round(reader, toAsk, compared, stop) is { } problem) return Found(problem);
            toAsk = [.. toAsk.Where(entity => compared[entity.Path].Differences.Count > 0)];
            if (toAsk.Count == 0 || time.GetElapsedTime(began) >= options.Settle) return Found(null);
            await Task.Delay(BetweenRounds, time, stop);
        }

        Findings Found(string? problem) => new(
            expected.Count,
            compared.Values.Sum(comparison => (long)comparison.Fields),
            [.. expected.Where(entity => compared.ContainsKey(entity.Path)).SelectMany(entity => compared[entity.Path].Differences)],
            time.GetElapsedTime(began),
            problem);
    }

    /// <summary>Null, or what makes asking on pointless.</summary>
    private async Task<string?> Round(
        StateReader reader, IReadOnlyList<ExpectedEntity> entities, ConcurrentDictionary<string, Comparison> compared, CancellationToken stop)
    {
        string? problem = null;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = stop };
        await Parallel.ForEachAsync(entities, parallel, async (entity, cancel) =>
        {
            if (Volatile.Read(ref problem) is not null) return;
            var read = await reader.Read(entity.Path, cancel);
            if (Pointless(read) is { } reason) Volatile.Write(ref problem, reason);
            compared[entity.Path] = read switch
            {
                { Status: (int)HttpStatusCode.OK, State: { } state } => Comparison.Of(entity.Path, entity.State, state),
                { Status: (int)HttpStatusCode.OK } => Comparison.OfNoState(entity.Path, "200 with something that is no JSON"),
                _ => Comparison.OfNoState(entity.Path, FormattableString.Invariant($"{read.Status}")),
            };
        });
        return problem;
    }

    private string? Pointless(ReadState read) => read.Status switch
    {
        0 => $"nothing answers at {string.Join(", ", options.Apis)}: {read.Reason} Is the service running there?",
        (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden =>
            FormattableString.Invariant($"the API answers {read.Status}. Give the operator's key (FLEXPORT_API_KEY of the service) with --operator-key."),
        _ => null,
    };
}
