using System.Net.Sockets;

namespace Benchmarks.Compare.Replaying;

/// <summary>One kept-alive connection that allocates nothing for an exchange: the contestants run on the same cores.</summary>
internal sealed class ReplayConnection(Uri url) : IDisposable
{
    private readonly byte[] buffer = new byte[8 * 1024];
    private Socket? socket;

    /// <summary>Opens it, before anything is to be sent.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public async Task Connect() => socket ??= await Open();

    /// <summary>Sends a whole request and reads the whole answer.</summary>
    /// <returns>Its status; 0 when the connection broke first (the next call opens another).</returns>
    public async ValueTask<int> Exchange(ReadOnlyMemory<byte> request)
    {
        try
        {
            socket ??= await Open();
            for (var left = request; left.Length > 0;) left = left[await socket.SendAsync(left, SocketFlags.None)..];
            return await Read(socket);
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private async ValueTask<Socket> Open()
    {
        var opened = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await opened.ConnectAsync(url.Host, url.Port);
        return opened;
    }

    private async ValueTask<int> Read(Socket from)
    {
        var read = 0;
        while (true)
        {
            var received = await from.ReceiveAsync(buffer.AsMemory(read), SocketFlags.None);
            if (received == 0) throw new IOException("The service closed the connection.");
            read += received;
            if (AnswerReader.Status(buffer.AsSpan(0, read)) is { } status) return status;
            if (read == buffer.Length) throw new IOException("An answer of more than 8 KiB was not expected.");
        }
    }
}
