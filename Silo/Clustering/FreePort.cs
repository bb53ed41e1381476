using System.Net;
using System.Net.Sockets;

namespace Silo.Clustering;

/// <summary>A port that is free now. Orleans has to know its port before it listens, so the system cannot choose it while binding.</summary>
internal static class FreePort
{
    public static int Find(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.IsLoopback(address) ? address : IPAddress.Any, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
