using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Compare.Stores;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly string folder = Directory.CreateTempSubdirectory("flexport-compare-").FullName;

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Storage__Sqlite__Path"] = Path };

    private string Path => System.IO.Path.Combine(folder, "flexport.db");

    public long? Wal() => null;

    public long Number(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
