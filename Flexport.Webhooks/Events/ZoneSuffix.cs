using System.Text;

namespace Flexport.Webhooks.Events;

/// <summary>
/// What may stand behind an instant in brackets (RFC 9557): a zone, <c>[Asia/Shanghai]</c> or <c>[+08:00]</c>, and tags, <c>[u-ca=gregory]</c>. An offset that is
/// written stands before the zone; without one, or with <c>Z</c>, the zone tells it.
/// </summary>
internal readonly struct ZoneSuffix
{
    private readonly string? name;
    private readonly bool critical;

    private ZoneSuffix(string? name, bool critical)
    {
        this.name = name;
        this.critical = critical;
    }

    /// <summary>False when there is something in brackets that must be understood and is not.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out ZoneSuffix suffix)
    {
        suffix = default;
        var start = text.IndexOf((byte)'[');
        if (start < 0) return true;
        var rest = text[start..];
        text = text[..start].TrimEnd((byte)' ');
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)']');
            if (rest[0] != '[' || end < 2) return false;
            var inner = rest[1..end];
            var critical = inner.TakeOne((byte)'!');
            if (inner.Contains((byte)'='))
            {
                if (critical) return false;
            }
            else if (suffix.name is not null || !IsName(inner))
            {
                return false;
            }
            else
            {
                suffix = new ZoneSuffix(Encoding.ASCII.GetString(inner), critical);
            }

            rest = rest[(end + 1)..];
        }

        return true;
    }

    /// <param name="local">Ticks as written; UTC where that was said.</param>
    /// <param name="written">Minutes of the offset that was written, if one was.</param>
    /// <param name="offset">The place's offset at that time.</param>
    public bool TryGetOffset(long local, int? written, bool isUtc, out TimeSpan offset)
    {
        offset = TimeSpan.FromMinutes(written ?? 0);
        if (name is null) return true;
        if (!TryOfZone(local, isUtc, out var ofZone)) return written is not null && !critical || isUtc;
        if (written is not null) return !critical || ofZone == offset;
        offset = ofZone;
        return true;
    }

    private bool TryOfZone(long local, bool isUtc, out TimeSpan offset)
    {
        offset = default;
        var digits = Encoding.ASCII.GetBytes(name!).AsSpan();
        ReadOnlySpan<byte> rest = digits;
        if (rest.TakeOffset(out var minutes) && rest.IsEmpty)
        {
            offset = TimeSpan.FromMinutes(minutes);
            return true;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name!, out var zone)) return false;
        var at = zone.GetUtcOffset(new DateTime(local, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified));
        offset = TimeSpan.FromMinutes((int)at.TotalMinutes);
        return true;
    }

    // The name becomes a path below the machine's zone files, and it comes from outside.
    private static bool IsName(ReadOnlySpan<byte> zone)
    {
        if (zone.IsEmpty || zone[0] == '/') return false;
        foreach (var c in zone)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'/' or (byte)'_' or (byte)'-' or (byte)'+' or (byte)':')) return false;
        }

        return true;
    }
}
