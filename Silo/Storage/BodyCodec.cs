using System.Buffers;
using System.Diagnostics;
using System.IO.Compression;

namespace Silo.Storage;

/// <summary>How a stored body is written. The numbers are stored.</summary>
public enum BodyEncoding : short
{
    Raw = 0,
    Brotli = 1,
}

/// <summary>Bodies as they are stored: compressed where that makes them smaller.</summary>
public static class BodyCodec
{
    // Shorter JSON gains too little to pay for the processor time on the path of the answer.
    private const int WorthTrying = 512;
    private const int Fast = 1;
    private const int Window = 22;

    public static (BodyEncoding Encoding, ReadOnlyMemory<byte> Bytes) Encode(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= WorthTrying) return (BodyEncoding.Raw, body);

        // One byte less than the body: what does not fit is not smaller.
        var buffer = ArrayPool<byte>.Shared.Rent(body.Length);
        try
        {
            return BrotliEncoder.TryCompress(body.Span, buffer.AsSpan(0, body.Length - 1), out var written, Fast, Window)
                ? (BodyEncoding.Brotli, buffer.AsSpan(0, written).ToArray())
                : (BodyEncoding.Raw, body);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="InvalidDataException">The stored bytes are damaged.</exception>
    public static byte[] Decode(BodyEncoding encoding, byte[] stored)
    {
        switch (encoding)
        {
            case BodyEncoding.Raw:
                return stored;
            case BodyEncoding.Brotli:
                using (var brotli = new BrotliStream(new MemoryStream(stored, writable: false), CompressionMode.Decompress))
                {
                    var body = new MemoryStream(stored.Length * 4);
                    var some = new byte[81_920];
                    for (int count; (count = brotli.Read(some)) > 0;)
                    {
                        // None was stored that is longer: these bytes only look like one.
                        if (body.Length + count > BodyBlock.LongestBody) throw new InvalidDataException("A stored body is damaged: it has no end.");
                        body.Write(some, 0, count);
                    }

                    return body.ToArray();
                }
            default:
                throw new UnreachableException($"No body is stored with the encoding {encoding}.");
        }
    }
}
