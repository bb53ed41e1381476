using Npgsql;
using NpgsqlTypes;

namespace Silo.Storage.Postgres;

/// <summary>Blocks of bodies, each read once and decompressed once for all that is asked of it. For one page, over one connection.</summary>
internal sealed class PostgresBlocks(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>What has to be selected of a commit <c>c</c>: three columns. The server reads and sends no more of a long block than that.</summary>
    public static readonly string Columns = $"c.encoding, octet_length(c.bodies), substring(c.bodies FROM 1 FOR {BodyBlockReader.Beginning})";

    private const string PartStatement = "SELECT substring(bodies FROM @from FOR @count) FROM commits WHERE id = @id";

    private const int MostParts = 2;

    private readonly Dictionary<long, BodyBlockReader> blocks = [];

    /// <summary>Whether there is such a block: a body of it that cannot be read is damaged, not gone.</summary>
    public bool Has(long commit) => blocks.ContainsKey(commit);

    /// <summary>Takes a block from a row; one that is not there any more is left out.</summary>
    /// <param name="first">The first of its columns.</param>
    public void Add(long commit, NpgsqlDataReader row, int first)
    {
        if (row.IsDBNull(first)) return;
        blocks.TryAdd(commit, new BodyBlockReader((BlockEncoding)row.GetInt16(first), row.GetBytes(first + 2), row.GetInt32(first + 1)));
    }

    /// <returns>The body as it was received; null when it is not there any more.</returns>
    public async Task<byte[]?> Read(long commit, int place, CancellationToken cancellation)
    {
        if (!blocks.TryGetValue(commit, out var block)) return null;
        // The rest of a long head, and the segment.
        for (var parts = 0; block.Missing(place) is { } missing; parts++)
        {
            if (parts == MostParts) return null;
            await using var command = new NpgsqlCommand(PartStatement, connection)
                .With("from", NpgsqlDbType.Integer, missing.From + 1)
                .With("count", NpgsqlDbType.Integer, missing.Count)
                .With("id", NpgsqlDbType.Bigint, commit);
            if (await command.ExecuteScalarAsync(cancellation) is not byte[] part || part.Length != missing.Count) return null;
            block.Add(missing.From, part);
        }

        return block.Read(place);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var block in blocks.Values) block.Dispose();
        return ValueTask.CompletedTask;
    }
}
