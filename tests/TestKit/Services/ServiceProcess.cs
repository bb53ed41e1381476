using System.Collections.Concurrent;
using System.Diagnostics;

namespace TestKit.Services;

/// <summary>
/// One process of the built service. It ends with its owner, whatever happened in between; its log is kept in the folder that
/// <c>FLEXPORT_TEST_LOGS</c> names, if it does.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, Process> Running = new();
    private readonly ConcurrentQueue<string> log = new();
    private readonly DateTime started = DateTime.UtcNow;
    private readonly Process process;

    static ServiceProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Running.Values) left.Kill();
    };

    private ServiceProcess(ServiceSettings settings)
    {
        Settings = settings;
        var assembly = settings.Assembly ?? Repository.BuiltAssembly(settings.Project);
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The settings' files lie beside the assembly.
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings.ToEnvironment()) start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        Running[process.Id] = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client = new ServiceClient(settings.Url, settings.Secret, settings.ApiKey);
    }

    public ServiceSettings Settings { get; }

    public Uri Url => Settings.Url;

    /// <summary>Speaks to this process.</summary>
    public ServiceClient Client { get; }

    /// <summary>What it has written so far.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended or did not get ready; the message has its log.</exception>
    public static async Task<ServiceProcess> Start(ServiceSettings settings)
    {
        var service = new ServiceProcess(settings);
        try
        {
            await service.WaitUntilReady();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until <c>/health/ready</c> says 200.</summary>
    public async Task WaitUntilReady()
    {
        var clock = Stopwatch.StartNew();
        while (await Client.Status("/health/ready") != 200)
        {
            if (process.HasExited) throw new InvalidOperationException($"{Settings.Project} ended with code {process.ExitCode}:\n{Log}");
            if (clock.Elapsed > Eventually.Hanging) throw new InvalidOperationException($"{Settings.Project} is not ready after {Eventually.Hanging.TotalSeconds:0} s:\n{Log}");
            await Task.Delay(50);
        }
    }

    /// <summary>The same again: same store, same ports. The one before must have ended.</summary>
    public Task<ServiceProcess> StartAgain() => Start(Settings);

    /// <summary>SIGKILL, as by the kernel: nothing more is flushed, said or closed.</summary>
    public async Task Kill()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        Running.TryRemove(process.Id, out _);
    }

    /// <summary>SIGTERM, and waits for the end in good order.</summary>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public async Task<int> Stop()
    {
        Signal.Terminate.Send(process.Id);
        await process.WaitForExitAsync().WaitAsync(Eventually.Hanging);
        Running.TryRemove(process.Id, out _);
        return process.ExitCode;
    }

    /// <summary>SIGSTOP: it hangs with all its connections open.</summary>
    public void Suspend() => Signal.Stop.Send(process.Id);

    /// <summary>SIGCONT.</summary>
    public void Resume() => Signal.Continue.Send(process.Id);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Kill();
        await KeepLog();
        process.Dispose();
    }

    // For a person to look into when a test has failed.
    private async Task KeepLog()
    {
        if (Environment.GetEnvironmentVariable("FLEXPORT_TEST_LOGS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{started:HHmmss.fff}-{Settings.Project}-{process.Id}.log"), Log);
    }

    // What the shell of the developer happens to set must not decide a test.
    private static bool IsOurs(string name) =>
        name.StartsWith("FLEXPORT_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Orleans__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Storage__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Flexport__", StringComparison.OrdinalIgnoreCase);

    private void Note(string? line)
    {
        if (line is not null) log.Enqueue(line);
    }
}
