using System.Net;
using Silo.Channels.Outgoing;

namespace Silo.Tests.Channels.Outgoing;

/// <summary>Every class of address that a message may not go to, at both of its ends, and what lies right beside it.</summary>
public sealed class ForbiddenAddressesTests
{
    [Theory]
    // This machine, and "this network".
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    // Private.
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.0")]
    [InlineData("192.168.255.255")]
    [InlineData("fc00::1")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fec0::1")]
    // Link-local, with the metadata of most clouds.
    [InlineData("169.254.0.0")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.255.255")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("febf:ffff::1")]
    // Metadata elsewhere.
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("fd00:ec2::254")]
    // Inside carriers.
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    // Multicast, reserved, broadcast.
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("ff0e::1")]
    // Benchmarks and documentation.
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    // IPv4 in the clothes of IPv6: mapped, compatible, NAT64, 6to4, Teredo. Not even that of a public one.
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::127.0.0.1")]
    [InlineData("::8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:808:808::1")]
    [InlineData("192.88.99.1")]
    [InlineData("2001:0:808:808::1")]
    [InlineData("2001:1::1")]
    // What is not given out at all.
    [InlineData("100::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    public void IsForbidden(string address) => ForbiddenAddresses.Contains(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("168.63.129.17")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:200::1")]
    [InlineData("2003::1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void IsPublic(string address) => ForbiddenAddresses.Contains(IPAddress.Parse(address)).ShouldBeFalse();
}
