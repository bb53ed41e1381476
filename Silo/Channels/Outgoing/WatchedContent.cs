using System.Net;
using System.Net.Http.Headers;

namespace Silo.Channels.Outgoing;

/// <summary>A body that knows whether it was begun to be written: from then on the message may have arrived, whatever becomes of the connection.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;

    public WatchedContent(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type)
    {
        this.body = body;
        Headers.ContentType = type;
    }

    public bool HasBegun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasBegun = true;
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
