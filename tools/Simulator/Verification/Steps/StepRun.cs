using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Flexport.Webhooks.Signatures;
using Simulator.Delivery;
using Simulator.Worlds.Steps;

namespace Simulator.Verification.Steps;

/// <summary>Whom to tell and to ask.</summary>
/// <param name="OperatorKey">Bearer token of the API, or null.</param>
/// <param name="Patience">How long to try where nothing answers, or 503.</param>
/// <param name="Connections">How many shipments are told at the same time.</param>
internal sealed record StepRunOptions(IReadOnlyList<Uri> Urls, IReadOnlyList<Uri> Apis, WebhookSecret Secret, string? OperatorKey, TimeSpan Patience, int Connections)
{
    /// <summary>Whether announcements are held against the finished voyage. Not where events come in any order: then what is known on the way is no beginning of a voyage.</summary>
    public bool ReadsAnnouncements { get; init; } = true;
}

/// <summary>Tells shipments event by event; after each answer it reads the shipment and compares it with what the model knows by then.</summary>
internal sealed class StepRun(StepRunOptions options, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private readonly List<WrongStep> wrong = [];
    private readonly List<Contradiction> contradictions = [];
    private int steps;
    private int announcements;
    private string? problem;

    public async Task<StepFindings> Run(IReadOnlyList<StepShipment> shipments, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        using var client = new WebhookClient(options.Connections, Timeout, time);
        using var reader = new StateReader(options.Apis, options.OperatorKey, options.Patience, time);
        var targets = new Targets(options.Urls, time);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = stop };
        await Parallel.ForEachAsync(shipments, parallel, async (shipment, cancel) => await Tell(shipment, client, targets, reader, cancel));
        // All have been told by now: what was announced of the first ones has long been written.
        if (options.ReadsAnnouncements) await Parallel.ForEachAsync(shipments, parallel, async (shipment, cancel) => await Announced(shipment, reader, cancel));
        return new StepFindings(shipments.Count, steps, announcements, [.. wrong.OrderBy(one => one.Shipment, StringComparer.Ordinal).ThenBy(one => one.Place)], contradictions, time.GetElapsedTime(began), problem);
    }

    private async Task Tell(StepShipment shipment, WebhookClient client, Targets targets, StateReader reader, CancellationToken stop)
    {
        for (var i = 0; i < shipment.Steps.Count && Volatile.Read(ref problem) is null; i++)
        {
            var step = shipment.Steps[i];
            var answer = await Deliver(step, client, targets, stop);
            if (!answer.IsGood)
            {
                Stop(FormattableString.Invariant($"event {step.Event.Id} ({step.Event.Type}) of {step.Event.Path} was answered {answer.Status}: {answer.Line}"));
                return;
            }

            var read = await reader.Read(step.Event.Path, stop);
            if (read.Status is 0 or (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden)
            {
                Stop(FormattableString.Invariant($"{step.Event.Path} is answered {read.Status} {read.Reason} Give the API with --api and the operator's key with --operator-key."));
                return;
            }

            var differences = read is { Status: (int)HttpStatusCode.OK, State: { } state }
                ? Comparison.Of(step.Event.Path, step.Expected, state).Differences
                : Comparison.OfNoState(step.Event.Path, FormattableString.Invariant($"{read.Status}")).Differences;
            lock (gate)
            {
                steps++;
                if (differences.Count > 0) wrong.Add(new WrongStep(shipment.Id, shipment.Kind, i + 1, shipment.Steps.Count, step.Event, differences));
            }
        }
    }

    private async Task<Delivery.Answer> Deliver(Step step, WebhookClient client, Targets targets, CancellationToken stop)
    {
        var signature = SignatureWriter.Sign(step.Event.Body, options.Secret);
        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var target = targets.Next();
            var answer = await client.Post(targets[target], step.Event.Body, signature, stop);
            if (answer.Status == 0) targets.DidNotAnswer(target);
            if (!answer.IsPassing || time.GetElapsedTime(began) >= options.Patience) return answer;
            await Task.Delay(SendOptions.AtOnce.After(failures, 1), time, stop);
        }
    }

    private async Task Announced(StepShipment shipment, StateReader reader, CancellationToken stop)
    {
        if (Volatile.Read(ref problem) is not null) return;
        var read = await reader.Read($"announcements?shipment={shipment.Id}&limit=500", stop);
        if (read.State?["items"] is not JsonArray items)
        {
            Stop(FormattableString.Invariant($"announcements of {shipment.Id} are answered {read.Status}."));
            return;
        }

        var told = items.Select(item => new Announcement(
            item?["thing"]?.ToString() ?? "",
            DateTimeOffset.Parse(item?["occurredAt"]?.ToString() ?? "", CultureInfo.InvariantCulture))).ToList();
        var found = Contradiction.Of(shipment, told).ToList();
        lock (gate)
        {
            announcements += told.Count(one => one.Milestone is not null);
            contradictions.AddRange(found);
        }
    }

    private void Stop(string why) => Interlocked.CompareExchange(ref problem, why, null);
}
