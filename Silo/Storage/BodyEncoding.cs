using System.IO.Compression;

namespace Silo.Storage;

/// <summary>How raw bodies are kept: as received, or as Brotli where that is smaller. The numbers are stored.</summary>
internal static class BodyEncoding
{
    public const int Raw = 0;
    public const int Brotli = 1;

    // Below this the few bytes saved are not worth the time.
    private const int Threshold = 512;
    private const int Quality = 1;
    private const int Window = 18;

    public static (int Encoding, byte[] Bytes) Encode(ReadOnlyMemory<byte> body)
    {
        if (body.Length > Threshold)
        {
            var buffer = new byte[body.Length - 1];
            if (BrotliEncoder.TryCompress(body.Span, buffer, out var written, Quality, Window)) return (Brotli, buffer[..written]);
        }

        return (Raw, body.ToArray());
    }

    /// <exception cref="InvalidDataException">The bytes are not what the encoding says.</exception>
    public static byte[] Decode(int encoding, byte[] bytes)
    {
        switch (encoding)
        {
            case Raw:
                return bytes;
            case Brotli:
                using (var packed = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress))
                {
                    var body = new MemoryStream();
                    packed.CopyTo(body);
                    return body.ToArray();
                }

            default:
                throw new InvalidDataException($"Body encoding {encoding} is not known to this program.");
        }
    }
}
