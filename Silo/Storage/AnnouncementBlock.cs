using System.Buffers;
using System.IO.Compression;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Journal;
using Grains.Notifications;

namespace Silo.Storage;

/// <summary>
/// All that a group commit announced, as one block: in the order of the batch, with what the keys of the commit (<see cref="CommitKeys"/>) do not say already. Messages repeat each other nearly
/// wholly, so they are compressed together.
/// </summary>
/// <remarks>
/// Numbers are LEB128, texts are UTF-8 behind their length. A block is
/// <code>
/// format: 1 what follows is as it is; 2 the length of what follows, and that compressed by Brotli
/// for each announcement:
///   place of its run among the keys, less that of the announcement before
///   its event's version, less the first of the run
///   thing; revision
///   when it occurred, in microseconds since 1970, less that of the announcement before; zigzag
///   message, behind its length
/// </code>
/// </remarks>
public static class AnnouncementBlock
{
    private const byte AsItIs = 1;
    private const byte Compressed = 2;

    // Less gains too little to pay for the processor time on the path of the answer.
    private const int WorthTrying = 256;

    /// <summary>What a block grows to at most: Brotli at this quality does not reach a thousandth, and what says that it did is damaged.</summary>
    private const int MostTimes = 4_000;

    // As for bodies: "Benchmarks blocks".
    private const int Quality = 1;
    private const int Window = 18;

    /// <returns>Null when the batch announces nothing.</returns>
    public static byte[]? Encode(IReadOnlyList<EntityRun> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        MemoryStream? plain = null;
        BinaryWriter? writer = null;
        var (place, at) = (0, 0L);
        for (var run = 0; run < batch.Count; run++)
        {
            foreach (var entry in batch[run].Entries)
            {
                foreach (var announcement in entry.Announcements)
                {
                    writer ??= new BinaryWriter(plain = new MemoryStream(4096), Encoding.UTF8);
                    var occurred = Micros.Of(announcement.OccurredAt);
                    writer.Write7BitEncodedInt(run - place);
                    writer.Write7BitEncodedInt64(entry.Version - batch[run].FirstVersion);
                    writer.Write(StorableText.Clean(announcement.Thing, StorableText.Line));
                    writer.Write7BitEncodedInt(announcement.Revision);
                    writer.Write7BitEncodedInt64(ZigZag(occurred - at));
                    writer.Write7BitEncodedInt(announcement.Message.Length);
                    writer.Write(announcement.Message.Span);
                    (place, at) = (run, occurred);
                }
            }
        }

        if (writer is null) return null;
        writer.Dispose();
        return Pack(plain!.ToArray());
    }

    /// <summary>What a commit announced, in the order of its batch, but for the runs that were refused.</summary>
    /// <param name="keys">Of the commit, decoded.</param>
    /// <param name="refused">The places of the runs among them that do not count.</param>
    /// <exception cref="InvalidDataException">The block is damaged, or of a later program.</exception>
    public static IReadOnlyList<OwedAnnouncement> Decode(byte[] block, IReadOnlyList<CommittedRun> keys, IReadOnlyCollection<int> refused, DateTimeOffset announcedAt)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(refused);
        var announcements = new List<OwedAnnouncement>();
        try
        {
            using var reader = new BinaryReader(Unpack(block), Encoding.UTF8);
            var (place, at) = (0, 0L);
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                place += reader.Read7BitEncodedInt();
                if ((uint)place >= (uint)keys.Count) throw new InvalidDataException("An announcement is of no run of its commit.");
                var version = keys[place].First + reader.Read7BitEncodedInt64();
                var (thing, revision) = (Text(reader), reader.Read7BitEncodedInt());
                at += UnZigZag(reader.Read7BitEncodedInt64());
                var length = reader.Read7BitEncodedInt();
                if (length < 0 || !Micros.IsInstant(at)) throw new InvalidDataException("An announcement holds an impossible number.");
                // Nothing is reserved for what cannot be there.
                if (length > reader.BaseStream.Length - reader.BaseStream.Position) throw new InvalidDataException("An announcement is cut off.");
                var message = reader.ReadBytes(length);
                if (!refused.Contains(place)) announcements.Add(new OwedAnnouncement(keys[place].Key, thing, revision, version, Micros.ToInstant(at), announcedAt, message));
            }
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("The announcements of a commit are damaged.", e);
        }

        return announcements;
    }

    private static string Text(BinaryReader reader)
    {
        var length = reader.Read7BitEncodedInt();
        if (length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position) throw new InvalidDataException("An announcement is cut off.");
        return Encoding.UTF8.GetString(reader.ReadBytes(length));
    }

    private static byte[] Pack(byte[] plain)
    {
        if (plain.Length >= WorthTrying)
        {
            var room = ArrayPool<byte>.Shared.Rent(plain.Length + 1024);
            try
            {
                using var head = new MemoryStream();
                using (var writer = new BinaryWriter(head, Encoding.UTF8, leaveOpen: true))
                {
                    writer.Write(Compressed);
                    writer.Write7BitEncodedInt(plain.Length);
                }

                if (BrotliEncoder.TryCompress(plain, room, out var written, Quality, Window) && written < plain.Length) return [.. head.ToArray(), .. room.AsSpan(0, written)];
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(room);
            }
        }

        return [AsItIs, .. plain];
    }

    private static MemoryStream Unpack(byte[] block)
    {
        using var reader = new BinaryReader(new MemoryStream(block, writable: false), Encoding.UTF8);
        switch (reader.ReadByte())
        {
            case AsItIs:
                return new MemoryStream(block, 1, block.Length - 1, writable: false);
            case Compressed:
                var length = reader.Read7BitEncodedInt();
                if (length < 0 || length > (long)block.Length * MostTimes) throw new InvalidDataException("The announcements of a commit are of an impossible length.");
                var plain = new byte[length];
                if (!BrotliDecoder.TryDecompress(block.AsSpan((int)reader.BaseStream.Position), plain, out var written) || written != length)
                    throw new InvalidDataException("The announcements of a commit cannot be decompressed.");
                return new MemoryStream(plain, writable: false);
            case var format:
                throw new InvalidDataException($"The announcements of a commit have the unknown format {format}.");
        }
    }

    private static long ZigZag(long number) => (number << 1) ^ (number >> 63);

    private static long UnZigZag(long number) => (long)((ulong)number >> 1) ^ -(number & 1);
}
