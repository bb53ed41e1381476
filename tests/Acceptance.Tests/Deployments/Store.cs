using TestKit;

namespace Acceptance.Tests.Deployments;

/// <summary>Which database is behind the service.</summary>
public enum Engine
{
    None = 0,
    Sqlite,
    Postgres,
}

/// <summary>A database of a test's own; gone with it.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly Func<ValueTask> drop;

    private Store(Dictionary<string, string> settings, Func<ValueTask> drop)
    {
        Settings = settings;
        this.drop = drop;
    }

    /// <summary>What the service has to be told to find it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public static async Task<Store> Create(Engine engine)
    {
        if (engine == Engine.Postgres)
        {
            var database = await PostgresDatabase.Create();
            return new Store(new() { ["ConnectionStrings__Postgres"] = database.ConnectionString }, database.DisposeAsync);
        }

        var folder = Directory.CreateTempSubdirectory("flexport-acceptance-").FullName;
        return new Store(new() { ["Storage__Sqlite__Path"] = Path.Combine(folder, "flexport.db") }, () =>
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        });
    }

    public ValueTask DisposeAsync() => drop();
}
