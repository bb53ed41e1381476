using System.CommandLine;
using Flexport.Webhooks.Signatures;
using Simulator.Delivery;
using Simulator.Worlds;

namespace Simulator.Commands;

/// <summary><c>send</c>: delivers the events of a world, or the objects of a folder, as Flexport does.</summary>
internal sealed class SendCommand
{
    private const string SecretVariable = "FLEXPORT_WEBHOOK_SECRET";
    private const string WebhookPath = "/webhooks/flexport";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly WorldChoice world = new();
    private readonly VerifyChoice verify = new();
    private readonly Option<Uri[]> urls = OptionValues.Addresses("--url", $"The webhook; without a path, {WebhookPath}. Several are used in turn, one that fails is left out for a moment.");
    private readonly Option<string?> secret = new("--secret") { Description = $"The secret that signs; default {SecretVariable} of the environment." };
    private readonly Option<string?> nextSecret = new("--next-secret") { Description = "The secret that signs after --rotate-at." };
    private readonly Option<double> rotateAt = OptionValues.Share("--rotate-at", "The share of deliveries after which --next-secret signs.", 0.5);
    private readonly Option<double> duplicates = OptionValues.Share("--duplicates", "The share of events that are delivered twice or more.", 0.2);
    private readonly Option<Shuffle> shuffle = OptionValues.Of("--shuffle", "The order: full, window:N (nothing moves more than N places) or none.", () => Shuffle.Full, Shuffle.Parse, "full, window:N or none");
    private readonly Option<double> drop = OptionValues.Share("--drop", "The share of events that are never delivered.", 0);
    private readonly Option<double> rate = OptionValues.Rate("--rate", "Deliveries a second; 0 for as fast as answers come.");
    private readonly Option<double> speed = OptionValues.Factor("--speed", "The world's time runs so many times faster than the real one; 0 for no clock. Not with --rate.", 0);
    private readonly Option<int> connections = OptionValues.Number("--connections", "How many deliveries are on their way at the same time.", 64, 1, 4096);
    private readonly Option<bool> retry = new("--retry") { Description = "Flexport's way: whatever is not answered 200 is sent again later, with backoff. Else only what got no answer or 503 is, at once." };
    private readonly Option<TimeSpan> patience = OptionValues.Duration("--patience", "How long after its first failure a delivery is still tried.", TimeSpan.FromMinutes(2));
    private readonly Option<int> tellEvery = OptionValues.Number("--tell-every", "Tells how far it is after so many more deliveries are answered 200; 0 for each second.", 0);
    private readonly Option<bool> print = new("--print") { Description = "Prints each answer." };
    private readonly Option<bool> verifies = new("--verify") { Description = "Afterwards compares the service's state with what the world expects." };
    private readonly Option<DirectoryInfo?> objects = new("--objects") { Description = "Sends the JSON objects of this folder instead of a world, each once, as an event that fits it." };

    private SendCommand()
    {
    }

    public static Command Make(TimeProvider time)
    {
        var send = new SendCommand();
        send.urls.Required = true;
        var command = new Command("send", "Delivers the events of an invented world, signed, shuffled and repeated as Flexport and networks do.");
        Option[] options =
        [
            send.urls, send.secret, send.nextSecret, send.rotateAt, send.duplicates, send.shuffle, send.drop, send.rate, send.speed,
            send.connections, send.retry, send.patience, send.tellEvery, send.print, send.objects, send.verifies,
        ];
        foreach (var option in options) command.Add(option);
        send.verify.AddTo(command, required: false);
        send.world.AddTo(command);
        command.SetAction((line, stop) => send.Run(line, time, stop));
        return command;
    }

    private async Task<int> Run(ParseResult line, TimeProvider time, CancellationToken stop)
    {
        var (output, error) = (line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
        var (options, problem) = Read(line);
        if (options is null)
        {
            await error.WriteLineAsync($"send {problem}");
            return ExitCodes.WrongCommand;
        }

        if (line.GetValue(objects) is { } folder) return await new SendRun(options, output, error, time).SendObjects(folder, stop);
        if (world.Make(line) is not { } made) return ExitCodes.WrongCommand;
        var schedule = Schedule.Plan(made.Events, new ScheduleOptions(world.Seed(line), line.GetValue(duplicates), line.GetValue(shuffle), line.GetValue(drop)));
        var verification = line.GetValue(verifies) ? verify.Read(line, options.Urls.Select(url => new Uri(url, "/")), options.Patience) : null;
        return await new SendRun(options, output, error, time).SendWorld(schedule, made.Expected, verification, line.GetValue(print), stop);
    }

    /// <summary>How to send, or what is wrong with the command line.</summary>
    private (SendOptions? Options, string? Problem) Read(ParseResult line)
    {
        var first = line.GetValue(secret) ?? Environment.GetEnvironmentVariable(SecretVariable)?.Split(',', StringSplitOptions.TrimEntries)[0];
        var (next, pace) = (line.GetValue(nextSecret), line.GetValue(rate));
        var clock = line.GetValue(speed);
        if (first is not { Length: > 0 }) return (null, $"--secret: there is none. Give the webhook's secret, or set {SecretVariable}.");
        if (next is { Length: 0 }) return (null, "--next-secret: it is empty. Give the secret that follows --secret.");
        if (next is null && line.GetResult(rotateAt) is { Implicit: false }) return (null, "--rotate-at: there is nothing to rotate to. Give --next-secret too.");
        if (pace > 0 && clock > 0) return (null, "--rate and --speed: both say when to send. Give one of them.");
        if (line.GetValue(objects) is { } folder)
        {
            if (line.GetValue(verifies)) return (null, "--verify: only a world can be verified. Leave it out with --objects.");
            if (!folder.Exists) return (null, $"--objects: there is no folder {folder.FullName}. Give one that exists.");
        }

        if (verify.NamesApi(line) && !line.GetValue(verifies)) return (null, "--api: it is only asked with --verify. Give --verify too.");
        var signing = new Signing(WebhookSecret.FromText("first", first), next is null ? null : WebhookSecret.FromText("next", next), line.GetValue(rotateAt));
        var all = line.GetValue(retry);
        return (new SendOptions(
            [.. line.GetValue(urls)!.Select(url => url.AbsolutePath == "/" ? new Uri(url, WebhookPath) : url)],
            signing,
            line.GetValue(connections),
            clock > 0 ? new Pace.WithClock(clock) : new Pace.AtRate(pace),
            all,
            line.GetValue(patience),
            all ? SendOptions.Later : SendOptions.AtOnce,
            Timeout,
            world.Seed(line),
            line.GetValue(tellEvery)), null);
    }
}
