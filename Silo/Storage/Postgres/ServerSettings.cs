using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>The settings of a server that decide whether a commit can be believed.</summary>
/// <param name="VersionNumber">As the server has it: 150004 is 15.4.</param>
public readonly record struct ServerSettings(int VersionNumber, bool Fsync, bool FullPageWrites, string SynchronousCommit)
{
    private const int OldestVersion = 140000;

    public static async Task<ServerSettings> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string statement = """
            SELECT current_setting('server_version_num')::int, current_setting('fsync') = 'on', current_setting('full_page_writes') = 'on',
              current_setting('synchronous_commit')
            """;
        await using var command = new NpgsqlCommand(statement, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new ServerSettings(reader.GetInt32(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetString(3));
    }

    /// <exception cref="InvalidOperationException">It cannot keep what it promises, or it is too old; the message says what to do.</exception>
    public void Admit()
    {
        if (VersionNumber < OldestVersion)
        {
            throw new InvalidOperationException(
                $"PostgreSQL 14 or newer is needed; this server is {VersionNumber / 10000}. Upgrade it, or name another one in ConnectionStrings__Postgres.");
        }

        if (!Fsync) throw Unsafe("fsync");
        if (!FullPageWrites) throw Unsafe("full_page_writes");
        if (SynchronousCommit != "on")
        {
            throw new InvalidOperationException(
                $"The connection has synchronous_commit={SynchronousCommit} although it asked for 'on': a connection pooler drops the start-up options. "
                + "Connect to PostgreSQL directly, or let the pooler pass 'options'.");
        }
    }

    private static InvalidOperationException Unsafe(string setting) => new(
        $"PostgreSQL runs with {setting}=off: a crash of its machine could lose or damage deliveries that were answered with 200. "
        + $"Set {setting}=on in postgresql.conf and reload the server (SELECT pg_reload_conf()).");
}
