using System.Globalization;

namespace Grains.Domain.Facts;

/// <summary>Points in time as Flexport writes them: ISO 8601, read leniently.</summary>
internal static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd HH:mm:ss 'UTC'",
        "yyyyMMddTHHmmssK",
    ];

    /// <summary>Reads a date with a time, an offset where one is written, else UTC; a date alone is its midnight in UTC.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || text.Length is < 8 or > 64) return false;
        if (!DateTimeOffset.TryParseExact(
                Shorten(text.Trim()), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            return false;
        }

        instant = ToMicroseconds(parsed);
        return true;
    }

    /// <summary>Cut to whole microseconds, the finest that every store keeps.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>Cuts a fraction that is finer than .NET's seven digits, which it would refuse.</summary>
    private static string Shorten(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - point - 1 <= 7 ? text : text.Remove(point + 8, end - point - 8);
    }
}
