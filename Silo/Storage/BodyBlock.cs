using System.Buffers;
using System.IO.Compression;

namespace Silo.Storage;

/// <summary>How a block of bodies is written. The numbers are stored.</summary>
public enum BlockEncoding : short
{
    None = 0,
    /// <summary>The form that <see cref="BodyBlock"/> describes.</summary>
    Segments = 1,
}

/// <summary>
/// The raw bodies of a group commit as one block. Bodies of one commit resemble each other: together they take a third of what each takes by itself, in a third of the time.
/// </summary>
/// <remarks>
/// Numbers are unsigned LEB128: seven bits a byte, the low ones first. A block is
/// <code>
/// number of segments
/// for each segment: number of its bodies; bytes it takes when it is compressed by Brotli, or 0 when it is as it is
/// for each body:    its length
/// the segments, one after the other: bodies without anything between them
/// </code>
/// A body has a place: the first is 0. A segment is the least that is read: it ends before a body that would make it longer than <see cref="MostOfSegment"/>, so a longer body has
/// one of its own, and to read a small body costs the same whatever is beside it.
/// </remarks>
public static class BodyBlock
{
    /// <summary>Bytes of the bodies in a segment, unless it is one body. It takes some 0.1 ms to decompress 150 KB of JSON.</summary>
    public const int MostOfSegment = 256 * 1024;

    /// <summary>Bytes of a body at most; the service takes none that is longer than a mebibyte.</summary>
    public const int LongestBody = 64 * 1024 * 1024;

    // Less JSON than that gains too little to pay for the processor time on the path of the answer.
    private const int WorthTrying = 512;

    // Measured: "Benchmarks blocks". A lower one saves a microsecond an event and costs a tenth of the space; from 2 on an event costs twice as much.
    private const int Quality = 1;
    private const int Window = 18;
    private const int LongestNumber = 5;

    /// <summary>Writes a block.</summary>
    public static EncodedBlock Encode(IReadOnlyList<ReadOnlyMemory<byte>> bodies) => Encode(bodies, Quality);

    /// <param name="quality">Of Brotli, 0 to 11.</param>
    public static EncodedBlock Encode(IReadOnlyList<ReadOnlyMemory<byte>> bodies, int quality)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        foreach (var body in bodies) ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, LongestBody, nameof(bodies));
        var segments = Segments(bodies);
        var mostOfHead = LongestNumber * (1 + (2 * segments.Count) + bodies.Count);
        var length = bodies.Sum(static body => (long)body.Length);
        var block = ArrayPool<byte>.Shared.Rent(checked((int)(mostOfHead + length + Slack(length))));
        var head = ArrayPool<byte>.Shared.Rent(mostOfHead);
        try
        {
            // The head is as long as its numbers: it is put before the segments once they are there.
            var (end, headLength) = (mostOfHead, Write(head, 0, segments.Count));
            foreach (var (first, count) in segments)
            {
                var (taken, isCompressed) = WriteSegment(bodies, first, count, block.AsSpan(end), quality);
                end += taken;
                headLength = Write(head, headLength, count);
                headLength = Write(head, headLength, isCompressed ? taken : 0);
            }

            for (var i = 0; i < bodies.Count; i++) headLength = Write(head, headLength, bodies[i].Length);
            head.AsSpan(0, headLength).CopyTo(block.AsSpan(mostOfHead - headLength));
            return new EncodedBlock(block, mostOfHead - headLength, end - mostOfHead + headLength);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(block);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    // Where Brotli does not have twice what it reads at once, it takes memory of its own for each segment and gives it back to the system: that doubles its time.
    private static long Slack(long length) => (2 * Math.Min(length, MostOfSegment)) + 1024;

    private static List<(int First, int Count)> Segments(IReadOnlyList<ReadOnlyMemory<byte>> bodies)
    {
        var segments = new List<(int First, int Count)>();
        var (first, length) = (0, 0L);
        for (var i = 0; i < bodies.Count; i++)
        {
            if (length > 0 && length + bodies[i].Length > MostOfSegment)
            {
                segments.Add((first, i - first));
                (first, length) = (i, 0);
            }

            length += bodies[i].Length;
        }

        if (bodies.Count > first) segments.Add((first, bodies.Count - first));
        return segments;
    }

    /// <returns>How many bytes of <paramref name="to"/> it takes, which has room for it as it is and more.</returns>
    private static (int Taken, bool IsCompressed) WriteSegment(IReadOnlyList<ReadOnlyMemory<byte>> bodies, int first, int count, Span<byte> to, int quality)
    {
        var length = 0;
        for (var i = first; i < first + count; i++) length += bodies[i].Length;
        if (length > WorthTrying)
        {
            // The one copy of each body; a body that is alone needs none.
            var raw = count == 1 ? null : ArrayPool<byte>.Shared.Rent(length);
            try
            {
                if (raw is not null) Copy(raw);
                var source = raw is null ? bodies[first].Span : raw.AsSpan(0, length);
                if (BrotliEncoder.TryCompress(source, to, out var written, quality, Window) && written < length) return (written, true);
            }
            finally
            {
                if (raw is not null) ArrayPool<byte>.Shared.Return(raw);
            }
        }

        Copy(to);
        return (length, false);

        void Copy(Span<byte> into)
        {
            var at = 0;
            for (var i = first; i < first + count; i++)
            {
                bodies[i].Span.CopyTo(into[at..]);
                at += bodies[i].Length;
            }
        }
    }

    private static int Write(byte[] to, int at, int number)
    {
        var left = (uint)number;
        for (; left >= 0x80; left >>= 7) to[at++] = (byte)(left | 0x80);
        to[at++] = (byte)left;
        return at;
    }
}

/// <summary>A block in a buffer that others use again once it is disposed.</summary>
public sealed class EncodedBlock : IDisposable
{
    private readonly int start;
    private readonly int length;
    private byte[]? buffer;

    internal EncodedBlock(byte[] buffer, int start, int length) => (this.buffer, this.start, this.length) = (buffer, start, length);

    /// <summary>Not to be touched after the end.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer is { } held ? held.AsMemory(start, length) : throw new ObjectDisposedException(nameof(EncodedBlock));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } held) ArrayPool<byte>.Shared.Return(held);
    }
}
