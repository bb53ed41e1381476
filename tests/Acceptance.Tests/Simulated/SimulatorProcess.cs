using System.Diagnostics;
using System.Text;
using TestKit;

namespace Acceptance.Tests.Simulated;

/// <summary>The simulator, run as a user would run it.</summary>
internal static class SimulatorProcess
{
    // Far longer than any run takes, also on a machine that does much else.
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(15);

    /// <summary>Runs a command to its end; fails with all that it printed unless it ends with code 0.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> Run(params IEnumerable<string> arguments) => Run(null, arguments);

    /// <param name="heard">Is given each line as it is printed.</param>
    public static async Task<string> Run(Action<string, int>? heard, params IEnumerable<string> arguments)
    {
        var printed = new StringBuilder();
        var start = new ProcessStartInfo("dotnet", [Repository.BuiltAssembly("tools/Simulator"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var id = 0;
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        id = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Hanging);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }

        string said;
        lock (printed) said = printed.ToString();
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        process.ExitCode.ShouldBe(0, said);
        return said;

        void Note(string? line)
        {
            if (line is null) return;
            lock (printed) printed.AppendLine(line);
            heard?.Invoke(line, id);
        }
    }
}
