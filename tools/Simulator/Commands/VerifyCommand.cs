using System.CommandLine;
using Simulator.Verification;

namespace Simulator.Commands;

/// <summary><c>verify</c>: makes a world, and compares what the service says of it.</summary>
internal static class VerifyCommand
{
    public static Command Make(TimeProvider time)
    {
        var (world, verify) = (new WorldChoice(), new VerifyChoice());
        var patience = OptionValues.Duration("--patience", "How long to try where nothing answers, or 503.", TimeSpan.FromSeconds(30));
        var command = new Command("verify", "Compares the service's state with what the world expects. Give the options of the world that was sent.");
        verify.AddTo(command, required: true);
        world.AddTo(command);
        command.Add(patience);
        command.SetAction(async (line, stop) =>
        {
            if (world.Make(line) is not { } made) return ExitCodes.WrongCommand;
            var findings = await new Verifier(verify.Read(line, [], line.GetValue(patience)), time).Verify(made.Expected, stop);
            foreach (var text in findings.Lines([])) await line.InvocationConfiguration.Output.WriteLineAsync(text);
            return findings.IsGreen ? ExitCodes.Good : ExitCodes.Failed;
        });
        return command;
    }
}
