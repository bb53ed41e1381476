using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>Ports to listen on. Taken from below the system's range for outgoing connections, so that none of these can snatch one.</summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Last = 19_999;
    private static readonly Lock Gate = new();
    private static int next = First + Environment.ProcessId * 37 % (Last - First);

    /// <summary>A port of 127.0.0.1 that nobody listens on; never the same twice in this process.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < Last - First; attempt++)
            {
                next = next >= Last ? First : next + 1;
                if (IsFree(next)) return next;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {Last} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
