using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Silo.Channels.Outgoing;

/// <summary>
/// Opens every connection to a stakeholder's target. What a name means is asked once, looked at, and connected to: a name that means another address a
/// moment later leads nowhere else.
/// </summary>
internal sealed class GuardedConnector
{
    private readonly IPNetwork[] allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    public GuardedConnector(IOptions<OutgoingOptions> options)
        : this(options, static (host, cancellation) => Dns.GetHostAddressesAsync(host, cancellation))
    {
    }

    /// <param name="resolve">What a name means.</param>
    internal GuardedConnector(IOptions<OutgoingOptions> options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        allowed = [.. options.Value.AllowedNetworks.Select(network => IPNetwork.Parse(network))];
        this.resolve = resolve;
    }

    /// <param name="onlyAllowed">Only to the networks that the operator allowed, not to public addresses either.</param>
    /// <exception cref="ForbiddenTargetException">All addresses of the host are forbidden.</exception>
    /// <exception cref="SocketException">It cannot be resolved or reached.</exception>
    public async ValueTask<NetworkStream> Connect(DnsEndPoint target, CancellationToken cancellation, bool onlyAllowed = false)
    {
        // Numbers in whatever form (decimal, octal, hexadecimal, one to four of them) are an address, and no name.
        var found = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancellation);
        var usable = found.Where(onlyAllowed ? IsAllowed : MayBeReached).ToArray();
        if (usable.Length == 0) throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new ForbiddenTargetException(onlyAllowed);
        // One by one: given several at once the system would choose.
        for (var i = 0; ; i++)
        {
            var socket = new Socket(usable[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(usable[i], target.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < usable.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>Whether a message may go to this address.</summary>
    public bool MayBeReached(IPAddress address) => IsAllowed(address) || !ForbiddenAddresses.Contains(address);

    private bool IsAllowed(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return false;
        foreach (var network in allowed)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }
}

/// <summary>The target is where no message may go.</summary>
internal sealed class ForbiddenTargetException(bool onlyAllowed) : Exception(
    (onlyAllowed
        ? "The target's address is not of the company's networks, and without encryption others would read the message and its secrets on their way."
        : "The target's address is one of this machine, of a private or link-local network, or otherwise not public.")
    + " Flexport:Notifications:AllowedNetworks allows networks of the company.");
