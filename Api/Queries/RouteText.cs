using Microsoft.AspNetCore.Http.Features;

namespace Api.Queries;

/// <summary>Ids in paths, with their slashes.</summary>
internal static class RouteText
{
    /// <summary>
    /// The decoded text of a path segment. The server leaves <c>%2F</c> as it is while it decodes the rest, so a value that shows one is
    /// read again from the request line, where <c>%2F</c> (a slash) and <c>%252F</c> (these three characters) still differ.
    /// </summary>
    public static string Read(HttpContext context, string name)
    {
        var value = context.GetRouteValue(name) as string ?? "";
        if (!value.Contains("%2F", StringComparison.OrdinalIgnoreCase)) return value;
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0];
        foreach (var segment in path.Split('/'))
        {
            if (Decoded(segment).Equals(value, StringComparison.OrdinalIgnoreCase)) return Uri.UnescapeDataString(segment);
        }

        return value;
    }

    private static string Decoded(string segment)
    {
        var parts = segment.Replace("%2f", "%2F", StringComparison.Ordinal).Split("%2F");
        return string.Join("%2F", parts.Select(Uri.UnescapeDataString));
    }
}
