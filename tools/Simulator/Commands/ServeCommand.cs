using System.CommandLine;
using Simulator.Serving;

namespace Simulator.Commands;

/// <summary><c>serve</c>: plays Flexport's API over a world, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Make(TimeProvider time)
    {
        var world = new WorldChoice();
        var port = OptionValues.Number("--port", "Where it listens, on this machine alone; 0 for a free port.", 8090, 0, 65535);
        var client = new Option<string>("--client-id") { Description = "Who may ask for tokens.", DefaultValueFactory = _ => "simulator" };
        var secret = new Option<string>("--client-secret") { Description = "With which secret.", DefaultValueFactory = _ => "simulator-secret" };
        var key = new Option<string?>("--api-key") { Description = "A bearer that is good without a token request." };
        var throttle = OptionValues.Share("--throttle", "The share of requests that are answered 429 with Retry-After.", 0);
        var command = new Command("serve", "Plays Flexport's API: POST /oauth/token, GET /events, and the world's objects.");
        foreach (var option in (Option[])[port, client, secret, key, throttle]) command.Add(option);
        world.AddTo(command);
        command.SetAction(async (line, stop) =>
        {
            if (world.Make(line) is not { } made) return ExitCodes.WrongCommand;
            var options = new ServeOptions(
                line.GetValue(port), line.GetValue(client)!, line.GetValue(secret)!, line.GetValue(key), line.GetValue(throttle), world.Seed(line));
            var account = new Account(made.Events, made.Objects);
            try
            {
                await using var api = await FlexportApi.Start(account, options, time, stop);
                await line.InvocationConfiguration.Output.WriteLineAsync(
                    FormattableString.Invariant($"Flexport's API on {api.Url} with {made.Events.Count:N0} events and {made.Objects.Count:N0} objects. Ctrl+C stops it."));
                await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Stopping it is how it ends.
            }
            catch (IOException fault)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync($"serve: port {options.Port} cannot be used: {fault.Message} Give another one with --port.");
                return ExitCodes.Failed;
            }

            return ExitCodes.Good;
        });
        return command;
    }
}
