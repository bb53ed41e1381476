namespace Silo.Channels.Email;

/// <summary>A connection in front of which something is to be read: the greeting that a server does not repeat once it is encrypted.</summary>
internal sealed class GreetedStream(byte[] greeting, Stream connection) : Stream
{
    private int said;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override bool CanTimeout => connection.CanTimeout;

    public override int ReadTimeout
    {
        get => connection.ReadTimeout;
        set => connection.ReadTimeout = value;
    }

    public override int WriteTimeout
    {
        get => connection.WriteTimeout;
        set => connection.WriteTimeout = value;
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Greet(buffer.AsSpan(offset, count)) is > 0 and var length ? length : connection.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Greet(buffer.Span) is > 0 and var length ? ValueTask.FromResult(length) : connection.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => connection.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => connection.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => connection.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) connection.Dispose();
        base.Dispose(disposing);
    }

    /// <returns>How much of the greeting was read; 0 when it is over.</returns>
    private int Greet(Span<byte> buffer)
    {
        var rest = greeting.AsSpan(said);
        var length = Math.Min(rest.Length, buffer.Length);
        rest[..length].CopyTo(buffer);
        said += length;
        return length;
    }
}
