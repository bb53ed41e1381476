using System.Buffers;

namespace Silo.Storage;

/// <summary>Text that every engine can store: no U+0000, no lone surrogates. What a sender writes can hold both.</summary>
public static class StorableText
{
    /// <summary>Types, details and names longer than this are cut; the body has them whole. In UTF-16 units.</summary>
    public const int Line = 512;

    private const char Replacement = '\uFFFD';
    private static readonly SearchValues<char> Suspects =
        SearchValues.Create([.. "\0", .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    /// <summary>Whether the text can be stored as it is.</summary>
    public static bool IsClean(string text)
    {
        var at = text.AsSpan().IndexOfAny(Suspects);
        return at < 0 || Replace(text, at) is null;
    }

    /// <summary>The text with U+FFFD for whatever cannot be stored.</summary>
    public static string Clean(string text)
    {
        var at = text.AsSpan().IndexOfAny(Suspects);
        return at < 0 ? text : Replace(text, at) ?? text;
    }

    /// <summary>The same, cut to a length (at least 1) without halving a character.</summary>
    public static string Clean(string text, int length)
    {
        if (text.Length <= length) return Clean(text);
        return Clean(text[..(char.IsHighSurrogate(text[length - 1]) && char.IsLowSurrogate(text[length]) ? length - 1 : length)]);
    }

    /// <summary>For a look-up by an id: what cannot be stored becomes an id that nothing has, for stored ids hold no control characters.</summary>
    public static string ForLookup(string id) => IsClean(id) ? id : "\u0001";

    /// <summary>Null when every surrogate from <paramref name="from"/> on has its partner and there is no U+0000.</summary>
    private static string? Replace(string text, int from)
    {
        char[]? mended = null;
        for (var i = from; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] == '\0' || char.IsSurrogate(text[i])) (mended ??= text.ToCharArray())[i] = Replacement;
        }

        return mended is null ? null : new string(mended);
    }
}
