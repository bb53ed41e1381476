using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Load;

/// <summary>One kept-alive HTTP/1.1 connection without pipelining. As cheap as can be, for the service runs on the same cores.</summary>
internal sealed class Connection(Uri url) : IDisposable
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private Socket? socket;

    /// <summary>Sends a whole request and reads the whole answer.</summary>
    /// <returns>Its status; 0 when the connection broke first (the next call opens another).</returns>
    public async ValueTask<int> Exchange(byte[] request)
    {
        try
        {
            socket ??= await Open();
            await socket.SendAsync(request);
            return await ReadAnswer(socket);
        }
        catch (Exception e) when (e is SocketException or IOException)
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
        var opened = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await opened.ConnectAsync(url.Host, url.Port);
        return opened;
    }

    private async ValueTask<int> ReadAnswer(Socket from)
    {
        var read = 0;
        while (true)
        {
            var received = await from.ReceiveAsync(buffer.AsMemory(read));
            if (received == 0) throw new IOException("The service closed the connection.");
            read += received;
            if (IsComplete(buffer.AsSpan(0, read))) return Status(buffer);
            if (read == buffer.Length) throw new IOException("An answer of more than 16 KiB was not expected.");
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..(end + 2)];
        var body = answer[(end + 4)..];
        if (Header(head, "\r\ncontent-length:") is { } length) return body.Length >= int.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture);
        return Header(head, "\r\ntransfer-encoding:") is null || body.EndsWith("0\r\n\r\n"u8);
    }

    private static string? Header(ReadOnlySpan<byte> head, string name)
    {
        Span<char> text = stackalloc char[2048];
        text = text[..Encoding.ASCII.GetChars(head[..Math.Min(head.Length, text.Length)], text)];
        var start = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return null;
        var value = text[(start + name.Length)..];
        return value[..value.IndexOf('\r')].Trim().ToString();
    }

    // HTTP/1.1 200 OK
    private static int Status(ReadOnlySpan<byte> answer) => ((answer[9] - '0') * 100) + ((answer[10] - '0') * 10) + (answer[11] - '0');
}
