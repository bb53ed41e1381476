using Microsoft.Data.Sqlite;

namespace Silo.Storage.Sqlite;

/// <summary>Blocks of bodies, each read once and decompressed once for all that is asked of it. For one page, in one transaction.</summary>
internal sealed class SqliteBlocks(SqliteSession session) : IDisposable
{
    private const string Beginning = "SELECT encoding, length(bodies), substr(bodies, 1, $most) FROM commits WHERE id = $id";

    private const string Part = "SELECT substr(bodies, $from, $count) FROM commits WHERE id = $id";

    private const int MostParts = 2;

    private readonly Dictionary<long, BodyBlockReader?> blocks = [];

    /// <summary>The body of an event that is passed on; empty when it is not there any more.</summary>
    /// <exception cref="InvalidDataException">It is there and damaged.</exception>
    public byte[] Told(BodyAt at) => Read(at)
        ?? (at.Commit != 0 && blocks[at.Commit] is not null ? throw new InvalidDataException($"The body at place {at.Place} of commit {at.Commit} is damaged.") : []);

    /// <summary>Where the body of an event is, from four columns: its commit and place, and encoding and bytes of one that is in the old table.</summary>
    public static BodyAt Place(SqliteDataReader row, int first) => row.IsDBNull(first)
        ? new BodyAt(0, 0, row.IsDBNull(first + 2) ? null : BodyCodec.Decode((BodyEncoding)row.GetInt32(first + 2), row.GetFieldValue<byte[]>(first + 3)))
        : new BodyAt(row.GetInt64(first), row.GetInt32(first + 1), null);

    /// <returns>The body as it was received; null when it is not there any more.</returns>
    public byte[]? Read(BodyAt at)
    {
        if (at.Commit == 0) return at.Old;
        if (!blocks.TryGetValue(at.Commit, out var block)) blocks[at.Commit] = block = Open(at.Commit);
        // The rest of a long head, and the segment.
        for (var parts = 0; block?.Missing(at.Place) is { } missing; parts++)
        {
            if (parts == MostParts) return null;
            var part = session.Query(Part, row => row.GetFieldValue<byte[]>(0), ("$from", missing.From + 1), ("$count", missing.Count), ("$id", at.Commit));
            if (part.Count == 0 || part[0].Length != missing.Count) return null;
            block.Add(missing.From, part[0]);
        }

        return block?.Read(at.Place);
    }

    public void Dispose()
    {
        foreach (var block in blocks.Values) block?.Dispose();
    }

    private BodyBlockReader? Open(long commit) => session.Query(
        Beginning, row => new BodyBlockReader((BlockEncoding)row.GetInt32(0), row.GetFieldValue<byte[]>(2), row.GetInt32(1)),
        ("$most", BodyBlockReader.Beginning), ("$id", commit)).SingleOrDefault();
}

/// <summary>Where the body of an event is.</summary>
/// <param name="Commit">0 when it is not in a block.</param>
/// <param name="Old">The body that is in the old table.</param>
internal readonly record struct BodyAt(long Commit, int Place, byte[]? Old);
