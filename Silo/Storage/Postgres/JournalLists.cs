using System.Text;
using Grains.Interfaces.Entities;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Lists entities by their heads, newest updated first, then by id.</summary>
internal static class JournalLists
{
    /// <summary>The statement has only the conditions that the query asks for: each of its forms gets a plan of its own.</summary>
    public static NpgsqlCommand Command(NpgsqlConnection connection, EntityQuery query, Cursor? after)
    {
        // "version > 0" is true of every row: it is what admits the lists' own index.
        var text = new StringBuilder("SELECT id, updated_at, row_json FROM entities WHERE source = @source AND kind = @kind AND version > 0");
        var command = new NpgsqlCommand { Connection = connection }
            .With("source", NpgsqlDbType.Text, query.Source)
            .With("kind", NpgsqlDbType.Smallint, (short)query.Kind)
            .With("limit", NpgsqlDbType.Integer, query.Limit + 1);
        if (query.Status is { } status)
        {
            text.Append(" AND status = @status");
            command.With("status", NpgsqlDbType.Text, StorableText.Clean(status));
        }

        if (!string.IsNullOrEmpty(query.Search))
        {
            text.Append(@" AND search LIKE @pattern ESCAPE '\'");
            command.With("pattern", NpgsqlDbType.Text, Pattern(query.Search));
        }

        if (query.UpdatedSince is { } since)
        {
            text.Append(" AND updated_at >= @since");
            command.With("since", NpgsqlDbType.TimestampTz, Sql.Utc(since));
        }

        if (after is { } cursor)
        {
            // The first half is what the index can seek by; the directions of the order differ, so a row comparison would not do.
            text.Append(" AND updated_at <= @at AND (updated_at < @at OR id > @after)");
            command.With("at", NpgsqlDbType.TimestampTz, Sql.Utc(cursor.Instant)).With("after", NpgsqlDbType.Text, cursor.Id);
        }

        text.Append(" ORDER BY updated_at DESC, id LIMIT @limit");
        command.CommandText = text.ToString();
        return command;
    }

    public static async Task<EntityPage> Page(NpgsqlDataReader reader, int limit, CancellationToken cancellation)
    {
        var rows = new List<byte[]>();
        var end = default(Cursor);
        while (await reader.ReadAsync(cancellation))
        {
            if (rows.Count == limit) return new EntityPage(rows, end.ToString());
            rows.Add(reader.GetBytes(2));
            end = Cursor.Of(reader.GetInstant(1), reader.GetString(0));
        }

        return new EntityPage(rows, null);
    }

    private static string Pattern(string search)
    {
        var words = StorableText.Clean(search.ToLowerInvariant())
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return $"%{words}%";
    }
}
