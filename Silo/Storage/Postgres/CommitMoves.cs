using Grains.Commits;
using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Moves a reader, if it stands where it should: the part of a statement that lets all else of it be written once. Of two who come from the same place the second finds it moved.</summary>
internal static class CommitMoves
{
    /// <summary>One row when it has moved.</summary>
    public const string Statement = """
        UPDATE readers SET xid = @to_xid, id = @to_id, part = @to_part
        WHERE name = @reader AND xid = @from_xid AND id = @from_id AND part = @from_part
        RETURNING name
        """;

    public static NpgsqlBatchCommand With(NpgsqlBatchCommand command, CommitMove move) => command
        .With("reader", NpgsqlDbType.Text, move.Reader)
        .With("from_xid", NpgsqlDbType.Xid8, move.From.Xid)
        .With("from_id", NpgsqlDbType.Bigint, move.From.Id)
        .With("from_part", NpgsqlDbType.Integer, move.From.Part)
        .With("to_xid", NpgsqlDbType.Xid8, move.To.Xid)
        .With("to_id", NpgsqlDbType.Bigint, move.To.Id)
        .With("to_part", NpgsqlDbType.Integer, move.To.Part);
}
