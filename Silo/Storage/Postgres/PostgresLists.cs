using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;

namespace Silo.Storage.Postgres;

/// <summary>Lists of entities, on a few connections of their own.</summary>
/// <remarks>
/// What is frequent is among the newest: a walk past some hundreds of them, in order, is quick whatever is asked. Where the page is not full by then,
/// what was found says how far the walk would have to go on. If that is not far it goes on; else what is asked for is rare or old, and the rest is
/// collected by the indexes and sorted. What has been found is kept. Left alone, the planner would take what is frequent to be spread evenly, and
/// walk past a whole year to its first row.
/// </remarks>
public sealed class PostgresLists : IAsyncDisposable, IDisposable
{
    /// <summary>So many candidates, and a page more, are looked at first.</summary>
    public const int Glance = 400;

    /// <summary>So many more are looked at when they can be expected to fill the page: about what collecting costs.</summary>
    public const int Walk = 3_000;

    private readonly NpgsqlDataSource database;
    private readonly int glance;
    private readonly int walk;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public PostgresLists(string connectionString, int glance = Glance, int walk = Walk)
    {
        database = PostgresDataSource.CreateForLists(connectionString);
        (this.glance, this.walk) = (glance, walk);
    }

    /// <exception cref="ArgumentException">The cursor is not one of ours, or that of another question.</exception>
    /// <exception cref="StoreUnavailableException">Unreachable, or it took too long.</exception>
    public Task<EntityPage> Find(EntityQuery query, CancellationToken cancellation)
    {
        var after = ListCursor.Read(query);
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var page = new PageInProgress(query, after);
            foreach (var look in Looks(query, page)) await Read(look, connection, page, cancellation);
            return page.Finish();
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
            var (page, lines) = (new PageInProgress(query, after), new List<string>());
            foreach (var look in Looks(query, page))
            {
                await using (var command = look.Clone())
                {
                    command.Connection = connection;
                    command.CommandText = "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) " + command.CommandText;
                    await using var reader = await command.ExecuteReaderAsync(cancellation);
                    while (await reader.ReadAsync(cancellation)) lines.Add(reader.GetString(0));
                }

                await Read(look, connection, page, cancellation);
            }

            return lines;
        });
    }

    public void Dispose() => database.Dispose();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>One look after the other, until the page is full or there is nothing more: each goes on where the one before ended.</summary>
    private IEnumerable<NpgsqlCommand> Looks(EntityQuery query, PageInProgress page)
    {
        var words = JournalLists.AsksForWords(query);
        if (query.Id is null && !words && !JournalLists.AsksForDays(query))
        {
            yield return JournalLists.Newest(query, page.End, page.Missing);
            yield break;
        }

        if (query.Id is null && !words)
        {
            // What began and ended long ago is far for a walk, and not much; what has no end is much, and a walk comes to it.
            if (JournalLists.AsksForPeriod(query))
            {
                yield return JournalLists.WalkedAmong(query, page.End, page.Missing, glance * 5);
                if (page.Missing > 0) yield return JournalLists.Collected(query, page.End, page.Missing);
            }
            else
            {
                yield return JournalLists.Walked(query, page.End, page.Missing, page.Missing);
            }

            yield break;
        }

        // What only a few have is not worth the walk.
        if (query.Id is null && !HeadWords.AsksForFew(query))
        {
            var candidates = glance + page.Missing;
            yield return JournalLists.Walked(query, page.End, page.Missing, candidates);
            if (page.Missing == 0) yield break;
            if (page.Count > 0 && (long)page.Missing * candidates / page.Count is var more && more <= walk)
            {
                yield return JournalLists.Walked(query, page.End, page.Missing, (int)more * 3 / 2);
                if (page.Missing == 0) yield break;
            }
        }

        yield return JournalLists.Collected(query, page.End, page.Missing);
    }

    private static async Task Read(NpgsqlCommand look, NpgsqlConnection connection, PageInProgress page, CancellationToken cancellation)
    {
        await using var command = look;
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) page.Add(reader.GetBytes(2), Cursor.Of(reader.GetInstant(1), reader.GetString(0)));
    }
}
