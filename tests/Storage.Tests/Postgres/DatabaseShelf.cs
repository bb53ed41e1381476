using System.Collections.Concurrent;
using Npgsql;
using TestKit;

[assembly: AssemblyFixture(typeof(Storage.Tests.Postgres.DatabaseShelf))]

namespace Storage.Tests.Postgres;

/// <summary>
/// Prepared databases that the compliance suite hands on from test to test, emptied in between: making and dropping one for each of
/// two hundred tests takes longer than the tests. Dropped when the last test has run.
/// </summary>
public sealed class DatabaseShelf : IAsyncDisposable
{
    private static readonly ConcurrentBag<PostgresDatabase> Shelf = [];

    /// <summary>An empty one with the schema, or null when all are in use.</summary>
    public static PostgresDatabase? Take() => Shelf.TryTake(out var database) ? database : null;

    public static async Task PutBack(PostgresDatabase database)
    {
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "TRUNCATE entities, entity_rows, entity_words, unlisted, writers, events, bodies, commits, readers, old_announcements, lanes, mailboxes, messages, subscriptions, stakeholders, dead_letters, relays RESTART IDENTITY; "
                + "INSERT INTO readers (name, xid, id) VALUES ('lanes', pg_current_xact_id(), 0)", connection);
            await command.ExecuteNonQueryAsync();
        }

        Shelf.Add(database);
    }

    public async ValueTask DisposeAsync()
    {
        while (Shelf.TryTake(out var database)) await database.DisposeAsync();
    }
}
