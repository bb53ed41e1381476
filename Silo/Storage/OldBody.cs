using System.Diagnostics;
using Grains.Interfaces.Entities;
using Grains.Journal;

namespace Silo.Storage;

/// <summary>A body that a program of schema 9 or before stored by itself, on its way into a block.</summary>
/// <param name="Stored">As it is stored, encoded.</param>
internal record OldBody(EntityKey Key, long Version, DateTimeOffset ReceivedAt, BodyEncoding Encoding, byte[] Stored)
{
    /// <summary>So many make a block at most.</summary>
    public const int MostInBlock = 200;

    /// <summary>A block gets no further body when those that it has take so much, as they are stored.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Nor when they take so much once they are decoded.</summary>
    public const int MostDecoded = 4 * 1024 * 1024;

    /// <param name="bodies">In the order in which they go into the block.</param>
    /// <returns>How many of them were taken, from the first on; those among them that are not damaged, in the order of their places; their block and its keys.</returns>
    public static (int Taken, IReadOnlyList<T> Readable, EncodedBlock Block, byte[] Entities) Pack<T>(IReadOnlyList<T> bodies)
        where T : OldBody
    {
        var (readable, decoded) = (new List<T>(bodies.Count), new List<ReadOnlyMemory<byte>>(bodies.Count));
        var (taken, bytes) = (0, 0L);
        for (; taken < bodies.Count && bytes < MostDecoded; taken++)
        {
            var body = bodies[taken];
            try
            {
                decoded.Add(BodyCodec.Decode(body.Encoding, body.Stored));
                bytes += decoded[^1].Length;
                readable.Add(body);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException or UnreachableException)
            {
                // It stays where it is.
            }
        }

        return (taken, readable, BodyBlock.Encode(decoded), CommitKeys.Encode(CommittedRun.Of(readable.Select(static body => (body.Key, body.Version)))));
    }
}
