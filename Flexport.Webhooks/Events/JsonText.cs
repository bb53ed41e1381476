using System.Text;
using System.Text.Unicode;

namespace Flexport.Webhooks.Events;

/// <summary>Turns places in the body into text, without trusting it.</summary>
internal static class JsonText
{
    private const int LongestEscape = 6;

    /// <summary>The UTF-8 of a string or an integer with its escapes resolved; false for everything else, for half a surrogate pair and for more than <paramref name="buffer"/> takes.</summary>
    /// <param name="buffer">Used only where escapes have to be resolved.</param>
    public static bool TryGetUtf8(ReadOnlySpan<byte> body, JsonScalar scalar, Span<byte> buffer, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (scalar.Kind is JsonScalarKind.Absent or JsonScalarKind.Other) return false;
        var raw = body.Slice(scalar.Start, scalar.Length);
        if (scalar.Kind == JsonScalarKind.EscapedText) return TryUnescape(raw, buffer, out utf8);
        if (raw.Length > buffer.Length) return false;
        utf8 = raw;
        return true;
    }

    /// <summary>What is between the quotes, with its escapes resolved; false for half a surrogate pair, invalid UTF-8, or more than <paramref name="buffer"/> takes.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> buffer, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (raw.Length > buffer.Length * LongestEscape || !JsonEscapes.TryResolve(raw, buffer, out var written)) return false;
        utf8 = buffer[..written];
        return true;
    }

    /// <summary>A string or integer as text that any store, log and page can bear; null when it is empty, too long, or has control characters.</summary>
    public static string? Read(ReadOnlySpan<byte> body, JsonScalar scalar, int maxBytes)
    {
        Span<byte> buffer = stackalloc byte[maxBytes];
        return TryGetUtf8(body, scalar, buffer, out var utf8) && IsUsable(utf8) ? Encoding.UTF8.GetString(utf8) : null;
    }

    /// <summary>A string or integer as it is written, blanks and control characters too; null when it is no text or longer than that.</summary>
    public static string? AsWritten(ReadOnlySpan<byte> body, JsonScalar scalar, int maxBytes)
    {
        Span<byte> buffer = stackalloc byte[maxBytes];
        return TryGetUtf8(body, scalar, buffer, out var utf8) && Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
    }

    private static bool IsUsable(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return false;
        if (!utf8.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e)) return true;
        if (!Utf8.IsValid(utf8)) return false;
        for (var i = 0; i < utf8.Length; i++)
        {
            // C2 80 to C2 9F are U+0080 to U+009F.
            if (utf8[i] is < 0x20 or 0x7f || (utf8[i] == 0xc2 && utf8[i + 1] < 0xa0)) return false;
        }

        return true;
    }
}
