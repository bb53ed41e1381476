using System.Net;
using Api.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Silo.Clustering;

/// <summary>Where other silos and front ends reach this one (<c>Orleans:SiloPort</c>, <c>Orleans:GatewayPort</c>, <c>Orleans:AdvertisedAddress</c>).</summary>
/// <param name="SiloPort">Default 11111; 0 takes a free one.</param>
/// <param name="GatewayPort">Default 30000; 0 takes a free one.</param>
/// <param name="Address">Default loopback: silos on other machines need the address that others see.</param>
internal sealed record SiloEndpoints(int SiloPort, int GatewayPort, IPAddress Address, IReadOnlyList<string> Problems)
{
    public static SiloEndpoints Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var address = IPAddress.Loopback;
        if (configuration["Orleans:AdvertisedAddress"] is { Length: > 0 } text && !IPAddress.TryParse(text, out address))
            problems.Add("Orleans:AdvertisedAddress is an IP address, such as 10.0.0.4.");
        return new SiloEndpoints(Port("Orleans:SiloPort", 11111), Port("Orleans:GatewayPort", 30000), address ?? IPAddress.Loopback, problems);

        int Port(string name, int standard)
        {
            if (configuration[name] is not { Length: > 0 } value) return standard;
            if (int.TryParse(value, out var port) && port is >= 0 and <= 65535) return port;
            problems.Add($"{name} is a port, 0 to 65535; 0 takes a free one.");
            return standard;
        }
    }

    /// <summary>Tries both ports, so that a taken one is told in a line before the silo begins.</summary>
    /// <exception cref="InvalidOperationException">One cannot be had; the message says which and why.</exception>
    public void Check()
    {
        var host = IPAddress.IsLoopback(Address) ? Address.ToString() : IPAddress.Any.ToString();
        foreach (var (setting, port) in new[] { ("Orleans:SiloPort", SiloPort), ("Orleans:GatewayPort", GatewayPort) })
        {
            if (PortProbe.Refusal(host, port) is { } reason) throw new InvalidOperationException($"{setting}: port {port} of {host} cannot be had: {reason}.");
        }
    }

    public void Apply(EndpointOptions endpoints)
    {
        endpoints.AdvertisedIPAddress = Address;
        endpoints.SiloPort = SiloPort == 0 ? FreePort.Find(Address) : SiloPort;
        endpoints.GatewayPort = GatewayPort == 0 ? FreePort.Find(Address) : GatewayPort;
        if (IPAddress.IsLoopback(Address)) return;
        // The advertised address may be one that only a translation leads from to here.
        endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Any, endpoints.SiloPort);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(IPAddress.Any, endpoints.GatewayPort);
    }
}

internal sealed class SiloEndpointsValidator(SiloEndpoints endpoints) : IValidateOptions<EndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, EndpointOptions options) =>
        endpoints.Problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(endpoints.Problems);
}
