using System.Runtime.CompilerServices;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Npgsql;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Silo.Storage.Postgres;

/// <summary>The journal on PostgreSQL. Every call is one statement and one round trip: no transaction is open while a client waits.</summary>
/// <param name="recent">Hears of what is committed.</param>
public sealed class PostgresJournal(NpgsqlDataSource database, RecentEvents? recent = null) : IJournalStore
{
    private const int TailPage = 2_000;

    public Task<Appended> Append(IReadOnlyList<EntityRun> batch, Guid writer, CancellationToken cancellation)
    {
        if (batch.Count == 0) return Task.FromResult(new Appended(0, []));
        RefuseUnstorableIds(batch);
        return PostgresFaults.Guard(async () =>
        {
            // Before a connection is taken: whoever gets it has nothing left to do but to send.
            using var block = BodyBlock.Encode([.. batch.SelectMany(static run => run.Entries, static (_, entry) => entry.Body)]);
            var announcements = AnnouncementBlock.Encode(batch);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = JournalAppend.Command(connection, batch, block, announcements, writer);
            var (commit, refused) = (0L, new List<EntityKey>());
            // The transaction ends behind the last row: a failure then comes when the reader is closed.
            await using (var reader = await command.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                {
                    if (reader.GetInt32(0) is > 0 and var place) refused.Add(batch[place - 1].Key);
                    else commit = reader.GetInt64(1);
                }
            }

            recent?.Committed(batch, refused);
            return new Appended(commit, refused);
        });
    }

    public Task<IReadOnlyList<EntityHistory>> Load(IReadOnlyList<EntityKey> keys, CancellationToken cancellation)
    {
        if (keys.Count == 0) return Task.FromResult<IReadOnlyList<EntityHistory>>([]);
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = JournalReads.Load(connection, keys);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await JournalReads.Histories(reader, keys, cancellation);
        });
    }

    public async IAsyncEnumerable<StoredEvent> ReadTail(
        EntityKey key, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // A page is read whole before it is given out: a slow fold holds no connection.
        for (var after = afterVersion; ;)
        {
            var from = after;
            var page = await PostgresFaults.Guard(async () =>
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                await using var command = JournalReads.Tail(connection, key, from, TailPage);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                return await JournalReads.Events(reader, cancellation);
            });
            foreach (var stored in page) yield return stored;
            if (page.Count < TailPage) yield break;
            after = page[^1].Version;
        }
    }

    public Task<EventPage> ReadEvents(EntityKey key, int limit, string? cursor, CancellationToken cancellation)
    {
        Cursor? after = cursor is null ? null : Cursor.Parse(cursor);
        return PostgresFaults.Guard(async () =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = JournalReads.Newest(connection, key, limit + 1, after);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await JournalReads.Page(reader, limit, cancellation);
        });
    }

    public Task<byte[]?> ReadBody(EntityKey key, EventId eventId, CancellationToken cancellation) => PostgresFaults.Guard(async () =>
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var blocks = new PostgresBlocks(connection);
        (long Commit, int Place) at;
        await using (var command = JournalReads.Body(connection, key, eventId))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation)) return null;
            if (reader.IsDBNull(0)) return reader.IsDBNull(2) ? null : BodyCodec.Decode((BodyEncoding)reader.GetInt16(2), reader.GetBytes(3));
            at = (reader.GetInt64(0), reader.GetInt32(1));
            blocks.Add(at.Commit, reader, 4);
        }

        return await blocks.Read(at.Commit, at.Place, cancellation);
    });

    /// <summary>Ids are proof: unlike other text they are never mended, for two could become one.</summary>
    private static void RefuseUnstorableIds(IReadOnlyList<EntityRun> batch)
    {
        foreach (var run in batch)
        {
            if (!StorableText.IsClean(run.Key.Id) || run.Entries.Any(IsUnstorable))
            {
                throw new JournalRefusedException("An id holds U+0000 or half a character.");
            }
        }
    }

    private static bool IsUnstorable(JournalEntry entry) =>
        !StorableText.IsClean(entry.EventId.Value) || entry.Relays.Any(relay => !StorableText.IsClean(relay.To.Id));
}
