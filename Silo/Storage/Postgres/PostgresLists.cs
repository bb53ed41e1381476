using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>Lists of entities, on a few connections of their own.</summary>
/// <remarks>
/// A list that is asked for names or words looks twice. What is frequent is among the newest: a look at so many of them, in order, is quick whatever
/// is asked. What is not found there is rare or old: then everything that fits is collected by the indexes and sorted. Left alone, the planner
/// would take what is frequent to be spread evenly, and walk past a whole year to its first row. Where days are asked for, the first look goes past
/// all that is too new without counting it, for what is frequent but old would be much to collect.
/// </remarks>
public sealed class PostgresLists : IAsyncDisposable, IDisposable
{
    /// <summary>So many of the newest are looked at before the indexes are asked.</summary>
    private const int Glance = 1_000;

    /// <summary>So many whose days fit are looked at before the indexes are asked.</summary>
    private const int Candidates = 3_000;

    private readonly NpgsqlDataSource database;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgresLists(string connectionString) => database = PostgresDataSource.CreateForLists(connectionString);

    /// <exception cref="ArgumentException">The cursor is not one of ours, or that of another question.</exception>
    /// <exception cref="StoreUnavailableException">Unreachable, or it took too long.</exception>
    public Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation)
    {
        var after = ListCursor.Read(query);
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var page = new EntityPage([], null);
            foreach (var statement in Statements(query, after))
            {
                page = await Read(statement, connection, query, cancellation);
                if (page.Next is not null) break;
            }

            return page;
        });
    }

    /// <summary>How the server goes about it, with times: one line of text after the other. For whoever wonders why a list takes long.</summary>
    /// <exception cref="StoreUnavailableException">Unreachable, or it took too long.</exception>
    public Task<IReadOnlyList<string>> Explain(EntityQuery query, CancellationToken cancellation)
    {
        var after = ListCursor.Read(query);
        return PostgresFaults.Guard<IReadOnlyList<string>>(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var lines = new List<string>();
            foreach (var statement in Statements(query, after))
            {
                await using var command = statement;
                command.Connection = connection;
                command.CommandText = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + command.CommandText;
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation)) lines.Add(reader.GetString(0));
            }

            return lines;
        });
    }

    public void Dispose() => database.Dispose();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>The first that fills a page and more answers, else the last.</summary>
    private static IEnumerable<NpgsqlCommand> Statements(EntityQuery query, Cursor? after)
    {
        if (query.Id is null)
        {
            if (!JournalLists.Narrows(query))
            {
                yield return JournalLists.Newest(query, after);
                yield break;
            }

            yield return JournalLists.AsksForDays(query) ? JournalLists.Walked(query, after, Candidates) : JournalLists.AmongNewest(query, after, Glance);
        }

        yield return JournalLists.Collected(query, after);
    }

    private static async Task<EntityPage> Read(NpgsqlCommand prepared, NpgsqlConnection connection, EntityQuery query, CancellationToken cancellation)
    {
        await using var command = prepared;
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<byte[]>();
        var end = default(Cursor);
        while (await reader.ReadAsync(cancellation))
        {
            if (rows.Count == query.Limit) return new EntityPage(rows, ListCursor.Write(query, end));
            rows.Add(reader.GetBytes(2));
            end = Cursor.Of(reader.GetInstant(1), reader.GetString(0));
        }

        return new EntityPage(rows, null);
    }
}
