using System.CommandLine;

namespace Simulator.Commands;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, TimeProvider time, CancellationToken stop)
    {
        var root = new RootCommand("An invented Flexport account: sends its events, verifies what the service made of them, and plays Flexport's API.")
        {
            SendCommand.Make(time), VerifyCommand.Make(time), StepsCommand.Make(time), ServeCommand.Make(time), RecordCommand.Make(),
        };
        var line = root.Parse(arguments);
        if (line.Errors.Count == 0) return await line.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, stop);

        var name = line.CommandResult.Command is RootCommand ? "" : line.CommandResult.Command.Name + " ";
        foreach (var problem in line.Errors) await error.WriteLineAsync($"{name}{problem.Message}");
        await error.WriteLineAsync($"All options: {name}--help");
        return ExitCodes.WrongCommand;
    }
}
