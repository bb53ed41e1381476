namespace Grains.Domain.Facts;

/// <summary>Reads what <see cref="Varints"/> wrote, and bytes between.</summary>
/// <param name="what">What the bytes are said to be, for the message where they are not.</param>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes, string what)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <exception cref="InvalidDataException">None is there. All of these members throw it.</exception>
    public ulong Number()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return number;
        }

        throw NotWrittenHere();
    }

    /// <summary>How many follow: each of them takes a byte at least.</summary>
    public int Count()
    {
        var count = Number();
        return count <= (ulong)rest.Length ? (int)count : throw NotWrittenHere();
    }

    public byte Byte()
    {
        if (rest.IsEmpty) throw NotWrittenHere();
        var next = rest[0];
        rest = rest[1..];
        return next;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > rest.Length) throw NotWrittenHere();
        var bytes = rest[..count];
        rest = rest[count..];
        return bytes;
    }

    public readonly InvalidDataException NotWrittenHere() => new($"These bytes are no {what} that this program wrote.");
}
