using Api.Hosting;
using Npgsql;

namespace Silo.Clustering;

/// <summary>Which engine keeps everything: PostgreSQL where <c>ConnectionStrings:Postgres</c> is set, else the file <c>Storage:Sqlite:Path</c>.</summary>
/// <param name="Postgres">The connection string, or null.</param>
/// <param name="SqlitePath">The file's full path; unused where <paramref name="Postgres"/> is set.</param>
internal sealed record StorageChoice(string? Postgres, string SqlitePath)
{
    private const string DefaultPath = "data/flexport.db";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The connection string is set and cannot be used.</exception>
    public static StorageChoice Read(IConfiguration configuration) => new(
        PostgresSetting.Read(configuration),
        Path.GetFullPath(configuration["Storage:Sqlite:Path"] is { Length: > 0 } path ? path : DefaultPath));

    /// <summary>For the log: without credentials.</summary>
    public override string ToString()
    {
        if (Postgres is null) return $"SQLite {SqlitePath}";
        var server = new NpgsqlConnectionStringBuilder(Postgres);
        return $"PostgreSQL {server.Host}/{server.Database ?? server.Username}";
    }
}
