using System.Collections.Concurrent;
using System.Diagnostics;

namespace Benchmarks.Compare.Contestants;

/// <summary>A script that node runs, with its workers. It ends with its owner.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> log = new();
    private readonly Process process;

    public NodeProcess(string script, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("node", [script]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(script)! };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    public int Id => process.Id;

    /// <exception cref="InvalidOperationException">It ended or did not get ready; the message has its log.</exception>
    public async Task WaitUntilReady(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
        for (var clock = Stopwatch.StartNew(); !await IsReady(http); await Task.Delay(50))
        {
            if (process.HasExited) throw new InvalidOperationException($"usual: the handler ended with code {process.ExitCode}:\n{string.Join('\n', log)}");
            if (clock.Elapsed > Patience) throw new InvalidOperationException($"usual: the handler is not ready after {Patience.TotalSeconds:0} s:\n{string.Join('\n', log)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void End(object? sender, EventArgs e)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
    }

    // Told when it does not start; of a handler that fails all the time the first lines say enough.
    private void Note(string? line)
    {
        if (line is not null && log.Count < 200) log.Enqueue(line);
    }
}
