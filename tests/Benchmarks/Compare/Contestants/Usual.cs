using System.Globalization;
using Npgsql;
using TestKit;

namespace Benchmarks.Compare.Contestants;

/// <summary>The handler of tests/Benchmarks/Usual.</summary>
internal static class Usual
{
    private const string CountEvents = "SELECT count(*) FROM event_log";
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Benchmarks/Usual");

    /// <summary>Looks for node, and installs the handler's packages where they are missing.</summary>
    /// <returns>The versions, for the report.</returns>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what to do.</exception>
    public static async Task<string> Prepare()
    {
        var node = await Tool.Run("node", ["--version"], Folder)
            ?? throw new InvalidOperationException("usual: there is no node. Install Node.js 20 or newer (Debian: apt-get install nodejs npm), or leave it out with --only ours.");
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            Console.WriteLine("usual: npm ci …");
            _ = await Tool.Run("npm", ["ci", "--no-audit", "--no-fund"], Folder)
                ?? throw new InvalidOperationException("usual: there is no npm, and the handler's packages are not installed. Install npm (Debian: apt-get install npm), or leave it out with --only ours.");
        }

        var versions = await Tool.Run("node", ["-p", "['express','pg'].map(name => name + ' ' + require(name + '/package.json').version).join(', ')"], Folder);
        return $"Node.js {node}, {versions}";
    }

    public static async Task<Running> Start(Terms terms)
    {
        var store = await terms.Ground.Database();
        var port = FreePort.Next();
        var node = new NodeProcess(Path.Combine(Folder, "server.js"), new()
        {
            ["NODE_ENV"] = "production",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["WORKERS"] = terms.Settings.Workers.ToString(CultureInfo.InvariantCulture),
            ["POOL_SIZE"] = terms.Settings.Pool.ToString(CultureInfo.InvariantCulture),
            ["FLEXPORT_WEBHOOK_SECRET"] = terms.Secret,
            ["DATABASE_URL"] = Address(store.ConnectionString),
        });
        var running = new Running(store) { Url = new Uri($"http://127.0.0.1:{port}"), CountEvents = CountEvents }.With(node.Id, node.DisposeAsync);
        try
        {
            await node.WaitUntilReady(running.Url);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    private static string Address(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var password = server.Password is { Length: > 0 } secret ? ":" + Uri.EscapeDataString(secret) : "";
        return $"postgres://{Uri.EscapeDataString(server.Username!)}{password}@{server.Host}:{server.Port}/{server.Database}";
    }
}
