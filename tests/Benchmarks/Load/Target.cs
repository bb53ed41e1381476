using TestKit;
using TestKit.Services;

namespace Benchmarks.Load;

/// <summary>The service under load, and whatever had to be started for it.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly Stack<Func<ValueTask>> undo = new();

    private Target(Uri url, string secret, string? apiKey)
    {
        Url = url;
        Secret = secret;
        Client = new ServiceClient(url, secret, apiKey);
        undo.Push(() =>
        {
            Client.Dispose();
            return ValueTask.CompletedTask;
        });
    }

    public Uri Url { get; private init; }

    public string Secret { get; }

    public ServiceClient Client { get; }

    /// <param name="notifications">Where announcements go, or null.</param>
    /// <param name="more">Further settings of the service.</param>
    public static async Task<Target> Open(LoadOptions options, Uri? notifications = null, Dictionary<string, string>? more = null)
    {
        if (options.Engine == "running") return new Target(options.Url, options.Secret, options.ApiKey);

        var owned = new Stack<Func<ValueTask>>();
        try
        {
            var store = options.Engine == "sqlite" ? SqliteFile(owned) : await Database(owned);
            var service = await ServiceProcess.Start(new ServiceSettings("Silo", store) { Secret = options.Secret, Notifications = notifications, More = more ?? [] });
            owned.Push(service.DisposeAsync);
            var target = new Target(service.Url, options.Secret, service.Settings.ApiKey);
            foreach (var step in owned.Reverse()) target.undo.Push(step);
            return target;
        }
        catch
        {
            while (owned.TryPop(out var step)) await step();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (undo.TryPop(out var step)) await step();
    }

    private static Dictionary<string, string> SqliteFile(Stack<Func<ValueTask>> owned)
    {
        var folder = Directory.CreateTempSubdirectory("flexport-load-").FullName;
        owned.Push(() =>
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        });
        return new() { ["Storage__Sqlite__Path"] = Path.Combine(folder, "flexport.db") };
    }

    private static async Task<Dictionary<string, string>> Database(Stack<Func<ValueTask>> owned)
    {
        if (Environment.GetEnvironmentVariable("FLEXPORT_TEST_POSTGRES") is not null)
        {
            var database = await PostgresDatabase.Create();
            owned.Push(database.DisposeAsync);
            return new() { ["ConnectionStrings__Postgres"] = database.ConnectionString };
        }

        var server = await PostgresServer.Start();
        owned.Push(server.DisposeAsync);
        return new() { ["ConnectionStrings__Postgres"] = server.ConnectionString };
    }
}
