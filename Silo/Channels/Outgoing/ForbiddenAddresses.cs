using System.Net;
using System.Net.Sockets;

namespace Silo.Channels.Outgoing;

/// <summary>
/// Addresses that no message may go to unless the operator allowed it: this machine, private and link-local networks, carriers' inner ones, multicast,
/// the clouds' metadata, and every form of IPv6 that stands for an IPv4 address. Sources: the special-purpose registries of IANA (RFC 6890 and after).
/// </summary>
internal static class ForbiddenAddresses
{
    private static readonly IPNetwork[] Networks4 = Parse(
        "0.0.0.0/8", // this network
        "10.0.0.0/8",
        "100.64.0.0/10", // inside carriers; one cloud's metadata
        "127.0.0.0/8",
        "168.63.129.16/32", // one cloud's host agent, in a public range
        "169.254.0.0/16", // link-local; most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24", // protocol assignments; one cloud's metadata
        "192.0.2.0/24", // documentation, likewise the next two but one
        "192.88.99.0/24", // 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15", // benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"); // reserved; broadcast

    // Of IPv6 only what is global unicast may be reached at all, and of that not these.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Networks6 = Parse(
        "2001::/23", // protocol assignments, Teredo among them
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4
        "3fff::/20"); // documentation

    public static bool Contains(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => Any(Networks4, address),
        // A mapped address is that of IPv4 only for the sockets; nobody needs it in a name's record. IPNetwork takes it for one of IPv4, so it is asked first.
        AddressFamily.InterNetworkV6 => address.IsIPv4MappedToIPv6 || !GlobalUnicast.Contains(WithoutScope(address)) || Any(Networks6, WithoutScope(address)),
        _ => true,
    };

    private static IPAddress WithoutScope(IPAddress address) => address.ScopeId == 0 ? address : new IPAddress(address.GetAddressBytes());

    private static bool Any(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
