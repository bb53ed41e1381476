using System.Globalization;

namespace Grains.Notifications.Lanes;

/// <summary>Ids of messages: <c>ntf_</c>, the lane's id in 32 hex digits, <c>_</c>, and the revision, which of a digest is its number. Stable over retries: the receiver's idempotency key.</summary>
public static class MessageIds
{
    private const string Prefix = "ntf_";
    private const int LaneLength = 32;

    public static string Of(Guid lane, int revision) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{lane:N}_{revision}");

    /// <summary>False for ids of older programs, and what is none.</summary>
    public static bool TryRead(string id, out Guid lane, out int revision)
    {
        (lane, revision) = (default, 0);
        var rest = id.AsSpan();
        if (!rest.StartsWith(Prefix, StringComparison.Ordinal) || rest.Length < Prefix.Length + LaneLength + 2 || rest[Prefix.Length + LaneLength] != '_') return false;
        return Guid.TryParseExact(rest.Slice(Prefix.Length, LaneLength), "N", out lane)
            && int.TryParse(rest[(Prefix.Length + LaneLength + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out revision);
    }
}
