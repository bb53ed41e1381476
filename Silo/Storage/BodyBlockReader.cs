using System.Buffers;
using System.IO.Compression;

namespace Silo.Storage;

/// <summary>
/// Takes bodies out of a block (<see cref="BodyBlock"/>) of which the beginning has been read from the store. Each segment that something is asked of is decompressed once.
/// </summary>
/// <param name="beginning">The first bytes of the block; all of it, when it is no longer than <see cref="Beginning"/>.</param>
/// <param name="length">The length of the whole block.</param>
public sealed class BodyBlockReader(BlockEncoding encoding, ReadOnlyMemory<byte> beginning, int length) : IDisposable
{
    /// <summary>So many bytes of a block are read in any case. Most blocks are shorter.</summary>
    public const int Beginning = 64 * 1024;

    // By identity: a segment of empty bodies begins where the next one does.
    private readonly Dictionary<Segment, OpenSegment> open = new(ReferenceEqualityComparer.Instance);
    private ReadOnlyMemory<byte> beginning = beginning;
    private BodyPlace[]? places;

    /// <summary>What the store has to give before the body can be read; null when it is there, or cannot be read at all.</summary>
    public (int From, int Count)? Missing(int place)
    {
        try
        {
            if (encoding != BlockEncoding.Segments || !TryReadHead()) return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }

        // A head that is longer than what was read.
        if (places is null) return (0, length);
        if ((uint)place >= (uint)places.Length || places[place].Length == 0) return null;
        var segment = places[place].Segment;
        return open.ContainsKey(segment) || segment.Start + segment.Stored <= beginning.Length ? null : (segment.Start, segment.Stored);
    }

    /// <summary>What was missing.</summary>
    public void Add(int from, ReadOnlyMemory<byte> bytes)
    {
        if (from == 0) beginning = bytes;
        else if (places?.FirstOrDefault(place => place.Segment.Start == from && place.Segment.Stored == bytes.Length) is { Segment: { } segment }) open[segment] = new OpenSegment(segment, bytes);
    }

    /// <summary>The body, byte for byte; null when the block is damaged there.</summary>
    public byte[]? Read(int place)
    {
        try
        {
            if (encoding != BlockEncoding.Segments || !TryReadHead() || places is null || (uint)place >= (uint)places.Length) return null;
            var (segment, start, count) = places[place];
            if (count == 0) return [];
            if (!open.TryGetValue(segment, out var opened))
            {
                if (segment.Start + segment.Stored > beginning.Length) return null;
                open[segment] = opened = new OpenSegment(segment, beginning.Slice(segment.Start, segment.Stored));
            }

            return opened.Read(start, count);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var segment in open.Values) segment.Dispose();
        open.Clear();
    }

    /// <returns>False when the block says nothing of its bodies. <see cref="places"/> stays null when more has to be read first.</returns>
    private bool TryReadHead()
    {
        if (places is not null) return true;
        var head = new HeadReader(beginning.Span);
        if (head.Read() is not { } segments) return Incomplete();
        // Each takes two bytes at least: a damaged number must not make room for billions.
        if (segments > length / 2) throw Damaged();
        var counts = new (int Bodies, int Stored)[segments];
        var bodies = 0L;
        for (var i = 0; i < segments; i++)
        {
            if (head.Read() is not { } count || head.Read() is not { } stored) return Incomplete();
            counts[i] = (count, stored);
            bodies += count;
        }

        if (bodies > length) throw Damaged();
        var found = new BodyPlace[bodies];
        var (place, skipped) = (0, new long[segments]);
        for (var i = 0; i < segments; i++)
        {
            for (var (n, longest) = (0, 0); n < counts[i].Bodies; n++)
            {
                if (head.Read() is not { } size) return Incomplete();
                longest = Math.Max(longest, size);
                // A damaged number must not make room for gigabytes either.
                if (skipped[i] + size > (skipped[i] + size == longest ? BodyBlock.LongestBody : BodyBlock.MostOfSegment)) throw Damaged();
                found[place++] = new BodyPlace(null!, (int)skipped[i], size);
                skipped[i] += size;
            }
        }

        var at = (long)head.At;
        place = 0;
        for (var i = 0; i < segments; i++)
        {
            var stored = counts[i].Stored == 0 ? (int)skipped[i] : counts[i].Stored;
            if (at + stored > length) throw Damaged();
            var segment = new Segment((int)at, stored, (int)skipped[i], counts[i].Stored != 0);
            for (var n = 0; n < counts[i].Bodies; n++, place++) found[place] = found[place] with { Segment = segment };
            at += stored;
        }

        places = found;
        return true;

        bool Incomplete() => beginning.Length < length ? true : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("A block of bodies is damaged.");

    /// <param name="Start">Where it begins in the block.</param>
    /// <param name="Stored">The bytes that it takes there.</param>
    /// <param name="Length">The bytes of its bodies.</param>
    private sealed record Segment(int Start, int Stored, int Length, bool IsCompressed);

    private readonly record struct BodyPlace(Segment Segment, int Start, int Length);

    private ref struct HeadReader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;

        public int At { get; private set; }

        /// <summary>The next number, or null at the end of what there is.</summary>
        public int? Read()
        {
            var number = 0UL;
            for (var shift = 0; shift < 35; shift += 7)
            {
                if (At == bytes.Length) return null;
                var part = bytes[At++];
                number |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80) return number <= int.MaxValue ? (int)number : throw Damaged();
            }

            throw Damaged();
        }
    }

    /// <summary>A segment whose bodies can be taken.</summary>
    private sealed class OpenSegment(Segment segment, ReadOnlyMemory<byte> stored) : IDisposable
    {
        private byte[]? raw;

        public byte[] Read(int start, int count)
        {
            if (!segment.IsCompressed) return stored.Slice(start, count).ToArray();
            raw ??= Decompress();
            return raw.AsSpan(start, count).ToArray();
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref raw, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
        }

        // All of it: Brotli gives nothing out before it has come to the end of its window, which is longer than most segments.
        private byte[] Decompress()
        {
            var rented = ArrayPool<byte>.Shared.Rent(segment.Length);
            if (BrotliDecoder.TryDecompress(stored.Span, rented.AsSpan(0, segment.Length), out var written) && written == segment.Length) return rented;
            ArrayPool<byte>.Shared.Return(rented);
            throw Damaged();
        }
    }
}
