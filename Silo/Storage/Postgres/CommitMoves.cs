using Grains.Commits;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Moves a reader, if it stands where it should: the part of a statement that lets all else of it be written once. Of two who come from the same place the second finds it moved.</summary>
internal static class CommitMoves
{
    /// <summary>One row when it has moved. The clock is looked at again once the row is locked.</summary>
    public const string Statement = """
        UPDATE readers SET xid = @to_xid, id = @to_id, part = @to_part
        WHERE name = @reader AND xid = @from_xid AND id = @from_id AND part = @from_part AND (@not_after IS NULL OR clock_timestamp() < @not_after)
        RETURNING name
        """;

    /// <param name="notAfter">By the database's clock; null: it is right whenever it comes.</param>
    public static NpgsqlCommand With(NpgsqlCommand command, CommitMove move, DateTimeOffset? notAfter) => command
        .With("reader", NpgsqlDbType.Text, move.Reader)
        .With("from_xid", NpgsqlDbType.Xid8, move.From.Xid)
        .With("from_id", NpgsqlDbType.Bigint, move.From.Id)
        .With("from_part", NpgsqlDbType.Integer, move.From.Part)
        .With("to_xid", NpgsqlDbType.Xid8, move.To.Xid)
        .With("to_id", NpgsqlDbType.Bigint, move.To.Id)
        .With("to_part", NpgsqlDbType.Integer, move.To.Part)
        .With("not_after", NpgsqlDbType.TimestampTz, Sql.Utc(notAfter));

    /// <summary>Of what is right whenever it comes.</summary>
    public static NpgsqlBatchCommand With(NpgsqlBatchCommand command, CommitMove move) => command
        .With("reader", NpgsqlDbType.Text, move.Reader)
        .With("from_xid", NpgsqlDbType.Xid8, move.From.Xid)
        .With("from_id", NpgsqlDbType.Bigint, move.From.Id)
        .With("from_part", NpgsqlDbType.Integer, move.From.Part)
        .With("to_xid", NpgsqlDbType.Xid8, move.To.Xid)
        .With("to_id", NpgsqlDbType.Bigint, move.To.Id)
        .With("to_part", NpgsqlDbType.Integer, move.To.Part)
        .With("not_after", NpgsqlDbType.TimestampTz, null);
}
