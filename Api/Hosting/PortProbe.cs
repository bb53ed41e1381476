using System.Net;
using System.Net.Sockets;

namespace Api.Hosting;

/// <summary>Tries whether a port can be had, as the server will ask for it, and gives it back at once.</summary>
public static class PortProbe
{
    /// <param name="host">An IP address, <c>localhost</c>, or any other name, which stands for all addresses of this machine.</param>
    /// <param name="port">0 to 65535.</param>
    /// <returns>Why it cannot be had, or null.</returns>
    public static string? Refusal(string host, int port)
    {
        var local = host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        if (port == 0) return local ? "port 0 (any) needs a number: 127.0.0.1 or [::1]" : null;
        if (IPAddress.TryParse(host, out var address)) return Words(Try(address, port));
        if (!local)
        {
            // As the server does it: where IPv6 is there but not to be had, IPv4 alone will do.
            var any = Socket.OSSupportsIPv6 ? Try(IPAddress.IPv6Any, port) : SocketError.AddressFamilyNotSupported;
            return Words(any is SocketError.Success or SocketError.AddressAlreadyInUse ? any : Try(IPAddress.Any, port));
        }


        // One of the two families is enough, but what somebody else holds is not given up.
        var (four, six) = (Try(IPAddress.Loopback, port), Try(IPAddress.IPv6Loopback, port));
        if (four == SocketError.AddressAlreadyInUse || six == SocketError.AddressAlreadyInUse) return Words(SocketError.AddressAlreadyInUse);
        return six == SocketError.Success ? null : Words(four);
    }

    private static SocketError Try(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            return SocketError.Success;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode;
        }
    }

    private static string? Words(SocketError error) => error switch
    {
        SocketError.Success => null,
        SocketError.AddressAlreadyInUse => "address already in use",
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AccessDenied => "permission denied",
        _ => error.ToString(),
    };
}
