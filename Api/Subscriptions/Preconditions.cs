using System.Globalization;
using Grains.Interfaces.Subscriptions;
using Microsoft.Net.Http.Headers;

namespace Api.Subscriptions;

/// <summary><c>ETag</c>, <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, section 13) of what has a version.</summary>
internal static class Preconditions
{
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Whether whoever asks has this version: a header that cannot be read knows nothing.</summary>
    public static bool Knows(HttpRequest request, long version) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags) && tags.Any(tag => tag.Tag == "*" || tag.Tag == Tag(version));

    /// <summary>What must hold for a change.</summary>
    /// <param name="problems">What cannot be read.</param>
    public static WriteCondition Read(HttpRequest request, List<string> problems)
    {
        var (match, none) = (request.Headers.IfMatch, request.Headers.IfNoneMatch);
        if (none.Count > 0)
        {
            if (none.ToString() != "*") problems.Add("If-None-Match: is * here, for what must not be there yet.");
            if (match.Count > 0) problems.Add("If-Match: does not go together with If-None-Match.");
            return new WriteCondition(Exists: false);
        }

        if (match.Count == 0) return WriteCondition.None;
        if (match.ToString() == "*") return new WriteCondition(Exists: true);
        if (EntityTagHeaderValue.TryParseStrictList(match, out var tags)) return new WriteCondition([.. tags.Select(Version).OfType<long>()]);
        problems.Add("If-Match: is the ETag of a GET with its quotation marks, such as \"7\", or *.");
        return WriteCondition.None;
    }

    /// <summary>A tag that is none of ours, or a weak one, is that of no version.</summary>
    private static long? Version(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.Tag == Tag(version) ? version : null;
}
