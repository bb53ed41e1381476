using System.ComponentModel;
using System.Diagnostics;

namespace Benchmarks.Compare;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <returns>What it wrote, trimmed; null when there is no such program.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
    public static async Task<string?> Run(string program, IEnumerable<string> arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? (await output).Trim()
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} in {folder} ended with code {process.ExitCode}:\n{await output}{await error}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
