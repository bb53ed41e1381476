using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Tests.Channels.Outgoing;

public sealed class GuardedConnectorTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:7f00:1")]
    [InlineData("[::1]")]
    public async Task ThisMachineByNumbers_IsRefused_AndNobodyIsAsked(string host)
    {
        var connector = Connector([], static _ => throw new InvalidOperationException("A number was looked up as a name."));
        await Should.ThrowAsync<ForbiddenTargetException>(async () => await connector.Connect(new DnsEndPoint(host, 80), Test));
    }

    [Fact]
    public async Task NameOfThisMachine_IsRefused()
    {
        var connector = new GuardedConnector(Options.Create(new OutgoingOptions()));
        await Should.ThrowAsync<ForbiddenTargetException>(async () => await connector.Connect(new DnsEndPoint("localhost", 80), Test));
    }

    [Fact]
    public async Task NameThatMeansForbiddenAddresses_IsRefused()
    {
        var connector = Connector([], static _ => [IPAddress.Loopback, IPAddress.Parse("169.254.169.254"), IPAddress.IPv6Loopback]);
        await Should.ThrowAsync<ForbiddenTargetException>(async () => await connector.Connect(new DnsEndPoint("inner.example", 80), Test));
    }

    [Fact]
    public async Task NameThatMeansAnotherAddressAMomentLater_IsAskedOnce_AndLeadsWhereItWasLookedAt()
    {
        using var good = Listener();
        var asked = 0;
        var connector = Connector(["127.0.0.1/32"], _ => asked++ == 0 ? [IPAddress.Loopback] : [IPAddress.Parse("127.0.0.2")]);

        await using var stream = await connector.Connect(new DnsEndPoint("rebinding.example", PortOf(good)), Test);

        asked.ShouldBe(1);
        using var other = await good.AcceptTcpClientAsync(Test);
        ((IPEndPoint)other.Client.LocalEndPoint!).Address.ShouldBe(IPAddress.Loopback);
        // The next connection looks anew.
        await Should.ThrowAsync<ForbiddenTargetException>(async () => await connector.Connect(new DnsEndPoint("rebinding.example", PortOf(good)), Test));
    }

    [Theory]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.0.0.1/32")]
    public async Task AllowedNetwork_IsReached_PastWhatIsForbidden(string network)
    {
        using var listener = Listener();
        var connector = Connector([network], static _ => [IPAddress.IPv6Loopback, IPAddress.Parse("10.0.0.1"), IPAddress.Loopback]);

        await using var stream = await connector.Connect(new DnsEndPoint("allowed.example", PortOf(listener)), Test);

        using var other = await listener.AcceptTcpClientAsync(Test);
        other.Connected.ShouldBeTrue();
    }

    [Fact]
    public async Task AllowedNetwork_DoesNotAllowItsMappedForm()
    {
        var connector = Connector(["127.0.0.0/8"], static _ => []);
        await Should.ThrowAsync<ForbiddenTargetException>(async () => await connector.Connect(new DnsEndPoint("::ffff:127.0.0.1", 80), Test));
    }

    [Fact]
    public async Task WhereOnlyAllowedNetworksAreMeant_PublicAddressesAreRefusedToo()
    {
        using var listener = Listener();
        var connector = Connector(["127.0.0.1/32"], static host => [IPAddress.Parse("8.8.8.8"), .. host == "inner.example" ? [IPAddress.Loopback] : Array.Empty<IPAddress>()]);
        await Should.ThrowAsync<ForbiddenTargetException>(async () => await connector.Connect(new DnsEndPoint("outer.example", PortOf(listener)), Test, onlyAllowed: true));
        await using var stream = await connector.Connect(new DnsEndPoint("inner.example", PortOf(listener)), Test, onlyAllowed: true);
    }

    [Fact]
    public async Task NameThatMeansNothing_IsNotFound()
    {
        var connector = Connector([], static _ => []);
        (await Should.ThrowAsync<SocketException>(async () => await connector.Connect(new DnsEndPoint("nowhere.example", 80), Test))).SocketErrorCode.ShouldBe(SocketError.HostNotFound);
    }

    private static GuardedConnector Connector(string[] allowed, Func<string, IPAddress[]> resolve)
    {
        var options = new OutgoingOptions();
        foreach (var network in allowed) options.AllowedNetworks.Add(network);
        return new GuardedConnector(Options.Create(options), (host, _) => Task.FromResult(resolve(host)));
    }

    private static TcpListener Listener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
