using System.Net;

namespace Api.Security;

/// <summary>Whether a request comes from this machine, and nobody elsewhere is behind it.</summary>
internal static class ThisMachine
{
    // A proxy on this machine connects from loopback on behalf of anybody, and a page in a browser on this machine may be anybody's:
    // so what was forwarded, another host name (a name bound to 127.0.0.1) and another origin do not count as this machine.
    public static bool Asks(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote
        && IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
        && !WasForwarded(context.Request.Headers)
        && IsLoopbackName(context.Request.Host.Host)
        && IsOwnOrigin(context.Request);

    private static bool WasForwarded(IHeaderDictionary headers) =>
        headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Original-For") || headers.ContainsKey("X-Real-IP");

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
