using TestKit.Services;

namespace Benchmarks.Compare.Stores;

/// <summary>The PostgreSQL server that the contestants use in turn.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private readonly PostgresServer? own;

    private bool disposed;

    private Ground(PostgresServer? own, string server)
    {
        (this.own, Server) = (own, server);
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    /// <summary>The connection string of the server.</summary>
    public string Server { get; }

    /// <summary>Its first process; none where it is not our own.</summary>
    public IReadOnlyCollection<int> Processes => own is null ? [] : [own.ProcessId];

    /// <param name="server">A server that is there; null starts one, with the settings that PostgreSQL comes with.</param>
    /// <exception cref="InvalidOperationException">It would forget what it has acknowledged, or there are no binaries.</exception>
    public static async Task<Ground> Open(string? server)
    {
        var own = server is null ? await PostgresServer.Start() : null;
        var ground = new Ground(own, server ?? own!.ConnectionString);
        foreach (var setting in (string[])["fsync", "synchronous_commit", "full_page_writes"])
        {
            if (ground.Setting(setting) == "on") continue;
            await ground.DisposeAsync();
            throw new InvalidOperationException($"{setting} is not on: figures of a database that may lose what it acknowledged are worth nothing. Set it to on, or leave out --postgres.");
        }

        return ground;
    }

    /// <summary>An empty database.</summary>
    public Task<PostgresStore> Database() => Task.Run(() => PostgresStore.Create(Server));

    /// <summary>A setting of the server, as SHOW tells it.</summary>
    public string Setting(string name) => PostgresQuery.Text(Server, $"SHOW {name}");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        AppDomain.CurrentDomain.ProcessExit -= End;
        if (own is not null) await own.DisposeAsync();
    }

    // A server does not end with the process that started it.
    private void End(object? sender, EventArgs e) => Task.Run(() => DisposeAsync().AsTask()).Wait();
}
