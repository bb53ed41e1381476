using Grains.DeadLetters;
using Grains.Journal;
using Grains.Lists;
using Grains.Notifications.Lanes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Silo.Storage;
using Silo.Storage.Sqlite;

namespace Storage.Tests.Sqlite;

/// <summary>A folder of its own for a database file; deleted at the end.</summary>
public sealed class SqliteFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flexport-sqlite-").FullName;

    public string File => System.IO.Path.Combine(Path, "flexport.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The engine as a silo registers it, without a silo around it.</summary>
public sealed class OpenSqlite : IDisposable
{
    private readonly IHost host;

    public OpenSqlite(string file) => host = Host.CreateEmptyApplicationBuilder(null).UseOrleans(silo => silo.UseLocalhostClustering().UseSqliteStorage(file)).Build();

    public IStorageEngine Engine => host.Services.GetRequiredService<IStorageEngine>();

    public JournalWithLists Journal => new(host.Services.GetRequiredService<IJournalStore>(), host.Services.GetRequiredService<IListStore>());

    public IDeadLetterStore DeadLetters => host.Services.GetRequiredService<IDeadLetterStore>();

    public IMessageLog Messages => host.Services.GetRequiredService<IMessageLog>();

    public static async Task<OpenSqlite> Open(string file)
    {
        var opened = new OpenSqlite(file);
        try
        {
            await opened.Engine.Prepare(TestContext.Current.CancellationToken);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose() => host.Dispose();
}
