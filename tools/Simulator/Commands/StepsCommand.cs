using System.CommandLine;
using Flexport.Webhooks.Signatures;
using Simulator.Verification.Steps;
using Simulator.Worlds.Steps;

namespace Simulator.Commands;

/// <summary><c>steps</c>: tells shipments event by event, and compares what the service shows after each.</summary>
internal static class StepsCommand
{
    private const string SecretVariable = "FLEXPORT_WEBHOOK_SECRET";
    private const string KeyVariable = "FLEXPORT_API_KEY";
    private const string WebhookPath = "/webhooks/flexport";

    public static Command Make(TimeProvider time)
    {
        var urls = OptionValues.Addresses("--url", $"The webhook; without a path, {WebhookPath}.");
        var apis = OptionValues.Addresses("--api", "The service's query API; default: where the webhook is.");
        var secret = new Option<string?>("--secret") { Description = $"The secret that signs; default {SecretVariable} of the environment." };
        var key = new Option<string?>("--operator-key") { Description = $"The API's bearer token; default {KeyVariable} of the environment. None is needed in Development." };
        var shipments = OptionValues.Number("--shipments", "How many shipments are told.", 100, 1);
        var seed = OptionValues.Number("--seed", "Makes the voyages: the same seed, the same run.", 1, int.MinValue);
        var start = OptionValues.Instant("--start", "When the first shipment is made.", new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        var order = OptionValues.Of("--order", "How a voyage becomes known: travel, estimates-first or shuffled.", () => Knowing.Travel, ReadOrder, "travel, estimates-first or shuffled");
        var connections = OptionValues.Number("--connections", "How many shipments are told at the same time.", 8, 1, 256);
        var patience = OptionValues.Duration("--patience", "How long to try where nothing answers, or 503.", TimeSpan.FromSeconds(30));
        var differences = OptionValues.Number("--differences", "How many differences are written out.", 60);
        urls.Required = true;
        var command = new Command("steps", "Tells shipments event by event to a service that has not seen them, and compares status, phase and dates after every step.");
        foreach (var option in (Option[])[urls, apis, secret, key, shipments, seed, start, order, connections, patience, differences]) command.Add(option);
        command.SetAction(async (line, stop) =>
        {
            if ((line.GetValue(secret) ?? Environment.GetEnvironmentVariable(SecretVariable)?.Split(',', StringSplitOptions.TrimEntries)[0]) is not { Length: > 0 } signs)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync($"steps --secret: there is none. Give the webhook's secret, or set {SecretVariable}.");
                return ExitCodes.WrongCommand;
            }

            Uri[] webhooks = [.. line.GetValue(urls)!.Select(url => url.AbsolutePath == "/" ? new Uri(url, WebhookPath) : url)];
            var asked = line.GetValue(apis) is { Length: > 0 } given ? given : [.. webhooks.Select(url => new Uri(url, "/")).Distinct()];
            var bearer = line.GetValue(key) ?? (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } set ? set : null);
            var options = new StepRunOptions(webhooks, asked, WebhookSecret.FromText("steps", signs), bearer, line.GetValue(patience), line.GetValue(connections))
            {
                ReadsAnnouncements = line.GetValue(order) != Knowing.Shuffled,
            };
            var made = StepWorld.Make(new StepOptions(line.GetValue(seed), line.GetValue(shipments), line.GetValue(order), line.GetValue(start)));
            var findings = await new StepRun(options, time).Run(made, stop);
            foreach (var text in findings.Lines(line.GetValue(differences))) await line.InvocationConfiguration.Output.WriteLineAsync(text);
            return findings.IsGreen ? ExitCodes.Good : ExitCodes.Failed;
        });
        return command;
    }

    private static Knowing? ReadOrder(string text) => text switch
    {
        "travel" => Knowing.Travel,
        "estimates-first" => Knowing.EstimatesFirst,
        "shuffled" => Knowing.Shuffled,
        _ => null,
    };
}
