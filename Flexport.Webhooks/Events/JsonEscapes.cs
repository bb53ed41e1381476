using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Flexport.Webhooks.Events;

/// <summary>
/// What is written between the quotes of a JSON string, as a reader has accepted it. System.Text.Json says only by an exception that half a surrogate
/// pair is no text, and a body of a megabyte can hold a hundred thousand of them.
/// </summary>
public static class JsonEscapes
{
    private const int LengthOfUnit = 6; // \uXXXX

    /// <summary>Whether it is text: valid UTF-8, and no half of a surrogate pair among the escapes.</summary>
    public static bool IsText(ReadOnlySpan<byte> raw)
    {
        if (!Utf8.IsValid(raw)) return false;
        for (var at = raw.IndexOf((byte)'\\'); at >= 0; at = raw.IndexOf((byte)'\\'))
        {
            raw = raw[at..];
            if (!TryRead(raw, out _, out var length)) return false;
            raw = raw[length..];
        }

        return true;
    }

    /// <summary>The UTF-8 of it with the escapes resolved; false when it is no text, or more than <paramref name="buffer"/> takes.</summary>
    public static bool TryResolve(ReadOnlySpan<byte> raw, Span<byte> buffer, out int written)
    {
        written = 0;
        if (!Utf8.IsValid(raw)) return false;
        while (true)
        {
            var at = raw.IndexOf((byte)'\\');
            var plain = at < 0 ? raw : raw[..at];
            if (!plain.TryCopyTo(buffer[written..])) return false;
            written += plain.Length;
            if (at < 0) return true;
            raw = raw[at..];
            if (!TryRead(raw, out var character, out var length) || !character.TryEncodeToUtf8(buffer[written..], out var bytes)) return false;
            written += bytes;
            raw = raw[length..];
        }
    }

    /// <summary>The character that an escape stands for; of a pair both escapes are read.</summary>
    private static bool TryRead(ReadOnlySpan<byte> escape, out Rune character, out int length)
    {
        (character, length) = (default, 2);
        if (escape.Length < length) return false;
        if (escape[1] == 'u')
        {
            length = LengthOfUnit;
            if (!TryReadUnit(escape, out var unit)) return false;
            if (Rune.TryCreate(unit, out character)) return true;
            length += LengthOfUnit;
            return TryReadUnit(escape[LengthOfUnit..], out var low) && Rune.TryCreate(unit, low, out character);
        }

        character = new Rune(escape[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var itself => (char)itself, // A quote, a slash, a backslash.
        });
        return true;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        unit = default;
        if (escape.Length < LengthOfUnit || !escape.StartsWith("\\u"u8)) return false;
        if (!Utf8Parser.TryParse(escape[2..LengthOfUnit], out ushort value, out var read, 'x') || read != 4) return false;
        unit = (char)value;
        return true;
    }
}
