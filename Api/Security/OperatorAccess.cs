using System.Net;

namespace Api.Security;

/// <summary>Who may query and operate: whoever bears the key; in Development without a key, this machine.</summary>
internal static class OperatorAccess
{
    private const string Scheme = "Bearer ";

    public static bool Allows(Sources sources, HttpContext context)
    {
        if (sources.Key is not { } key) return sources.Development && IsThisMachine(context);
        var header = context.Request.Headers.Authorization;
        return header.Count == 1
            && header[0] is { } value
            && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && key.Matches(value[Scheme.Length..].Trim());
    }

    // A proxy on this machine connects from loopback on behalf of anybody, and a page in a browser on this machine may be anybody's:
    // so what was forwarded, another host name (a name bound to 127.0.0.1) and another origin do not count as this machine.
    private static bool IsThisMachine(HttpContext context) =>
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
