using Simulator.Delivery;
using Simulator.Verification;
using Simulator.Worlds;

namespace Simulator.Commands;

/// <summary>One run of <c>send</c>: sending, telling, verifying.</summary>
/// <param name="output">Answers, summary and findings.</param>
/// <param name="error">Progress, and what keeps the run from its end.</param>
internal sealed class SendRun(SendOptions options, TextWriter output, TextWriter error, TimeProvider time)
{
    public async Task<int> SendWorld(
        Schedule schedule, IReadOnlyList<ExpectedEntity> expected, VerifyOptions? verification, bool print, CancellationToken stop)
    {
        if (!await Send(schedule, print, stop)) return ExitCodes.Failed;
        if (verification is null) return ExitCodes.Good;
        var findings = await new Verifier(verification, time).Verify(expected, stop);
        var dropped = schedule.Dropped.Select(one => one.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var line in findings.Lines(dropped)) await output.WriteLineAsync(line);
        return findings.IsGreen ? ExitCodes.Good : ExitCodes.Failed;
    }

    /// <summary>Sends each object once and prints what was answered.</summary>
    public async Task<int> SendObjects(DirectoryInfo folder, CancellationToken stop)
    {
        var read = ObjectFolder.Read(folder);
        foreach (var problem in read.Problems) await error.WriteLineAsync(problem);
        if (read.Events.Count == 0)
        {
            await error.WriteLineAsync($"send --objects: no object was found below {folder.FullName}. Give a folder with *.json files.");
            return ExitCodes.Failed;
        }

        var sent = await Send(Schedule.Once(read.Events), true, stop);
        return sent && read.Problems.Count == 0 ? ExitCodes.Good : ExitCodes.Failed;
    }

    /// <summary>Whether every delivery was answered 200.</summary>
    private async Task<bool> Send(Schedule schedule, bool print, CancellationToken stop)
    {
        var tally = new Tally();
        var progress = new Progress(schedule, tally, options.TellEvery, time);
        using var told = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var telling = progress.Tell(error, told.Token);
        var givenUp = await new Sender(options, tally, print ? output : null, time).Send(schedule, stop);
        await told.CancelAsync();
        await telling;
        if (givenUp is not null) await error.WriteLineAsync($"send: {givenUp}");
        foreach (var line in progress.Summary()) await output.WriteLineAsync(line);
        return givenUp is null && tally.Failed == 0;
    }
}
