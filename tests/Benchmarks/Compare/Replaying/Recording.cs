using System.Globalization;
using System.Text;

namespace Benchmarks.Compare.Replaying;

/// <summary>Whole HTTP requests, signed and ready to be sent: every contestant gets the same bytes. They are kept in few large blocks, which the collector need not walk.</summary>
internal sealed class Recording
{
    private const int BlockSize = 64 << 20;
    private readonly List<byte[]> blocks = [];
    private readonly List<(byte[] Block, int Offset, int Length)> places = [];
    private int used = BlockSize;
    private long bodyBytes;

    public int Count => places.Count;

    /// <summary>The mean length of a body, in bytes.</summary>
    public double MeanBody => (double)bodyBytes / Math.Max(1, Count);

    /// <summary>The n-th request.</summary>
    public ReadOnlyMemory<byte> this[int n]
    {
        get
        {
            var (block, offset, length) = places[n];
            return block.AsMemory(offset, length);
        }
    }

    /// <summary>Some of them, the same bytes.</summary>
    public Recording Part(IEnumerable<int> which)
    {
        var part = new Recording();
        part.places.AddRange(which.Select(n => places[n]));
        part.bodyBytes = part.Bodies().Sum(static body => (long)body.Length);
        return part;
    }

    /// <summary>The bodies alone.</summary>
    public List<byte[]> Bodies() => [.. places.Select(static place => place.Block.AsSpan(place.Offset, place.Length)[(place.Block.AsSpan(place.Offset, place.Length).IndexOf("\r\n\r\n"u8) + 4)..].ToArray())];

    /// <param name="signature">The value of <c>X-Hub-Signature-256</c>.</param>
    public void Add(string signature, ReadOnlySpan<byte> body)
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /webhooks/flexport HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Hub-Signature-256: {signature}\r\nContent-Length: {body.Length}\r\n\r\n");
        var length = head.Length + body.Length;
        if (used + length > BlockSize)
        {
            blocks.Add(new byte[Math.Max(BlockSize, length)]);
            used = 0;
        }

        var block = blocks[^1];
        Encoding.ASCII.GetBytes(head, block.AsSpan(used));
        body.CopyTo(block.AsSpan(used + head.Length));
        places.Add((block, used, length));
        used += length;
        bodyBytes += body.Length;
    }
}
