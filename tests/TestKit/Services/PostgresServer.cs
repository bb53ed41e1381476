using System.Diagnostics;
using System.Globalization;

namespace TestKit.Services;

/// <summary>A PostgreSQL server of a test's own, to be stopped, started and hung. Its binaries are those of <c>FLEXPORT_TEST_POSTGRES_BIN</c>, else the newest of Debian's.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly string binaries;
    private readonly int port = FreePort.Next();

    private PostgresServer(string folder, string binaries)
    {
        this.folder = folder;
        this.binaries = binaries;
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=flexport;Database=postgres";

    /// <summary>The id of its first process, the parent of all others.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <exception cref="InvalidOperationException">There are no binaries, or the server does not start; the message has its output.</exception>
    public static async Task<PostgresServer> Start()
    {
        var binaries = Environment.GetEnvironmentVariable("FLEXPORT_TEST_POSTGRES_BIN") ?? NewestOfDebian()
            ?? throw new InvalidOperationException("FLEXPORT_TEST_POSTGRES_BIN is not set. Run ./test, or set it to the folder of PostgreSQL's server binaries.");
        var server = new PostgresServer(Directory.CreateTempSubdirectory("flexport-pg-").FullName, binaries);
        try
        {
            await server.Initialize();
            await server.StartAgain();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Task StartAgain() => AsOwner(
        "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(folder, "log"),
        "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200", "start");

    /// <summary>Ends it at once, as a crash would: what was committed is there after the next start.</summary>
    public Task Crash() => AsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>SIGSTOP to all its processes: connections stay open and nobody answers.</summary>
    public void Suspend() => SendToAll(Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => SendToAll(Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            Resume();
            await Crash();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private static string? NewestOfDebian() =>
        !Directory.Exists("/usr/lib/postgresql") ? null : Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
            .MaxBy(folder => int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);

    private async Task Initialize()
    {
        if (Owner is { } owner) await Run("chown", owner, folder);
        await AsOwner("initdb", "-D", Data, "-U", "flexport", "-A", "trust", "-E", "UTF8", "--locale=C");
    }

    // PostgreSQL refuses to run as root.
    private static string? Owner => Environment.UserName != "root" ? null : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private Task AsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries, program);
        return Owner is { } owner ? Run("runuser", ["-u", owner, "--", path, .. arguments]) : Run(path, arguments);
    }

    private async Task Run(string program, params string[] arguments)
    {
        // To a file, not to a pipe: the server inherits it, and would hold a pipe open for ever.
        var output = Path.Combine(Path.GetTempPath(), $"{Path.GetFileName(folder)}-{Guid.NewGuid():N}.log");
        try
        {
            string[] redirected = ["-c", "exec \"$@\" >\"$0\" 2>&1", output, program, .. arguments];
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", redirected) { WorkingDirectory = "/" })!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}:\n{await File.ReadAllTextAsync(output)}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }

    private void SendToAll(Signal signal)
    {
        var postmaster = ProcessId;
        // The postmaster first: once it hangs it has no more children. One of those it has may end while we look.
        signal.Send(postmaster);
        foreach (var process in ChildrenOf(postmaster)) signal.TrySend(process);
    }

    private static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                // pid (name) state ppid …; the name may hold blanks and parentheses.
                var fields = File.ReadAllText(Path.Combine(entry, "stat"));
                var parentOfIt = fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[1];
                if (parentOfIt == parent.ToString(CultureInfo.InvariantCulture)) children.Add(id);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return children;
    }
}
