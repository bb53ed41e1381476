using System.Text;

namespace Grains.Domain.Facts;

/// <summary>
/// Short texts that were read before: most of what an object says was said by the one before it, and words such as a status are those of all shipments, so
/// that neither reading nor states need them twice. Of two texts in one place the last one stays.
/// </summary>
internal static class KnownTexts
{
    /// <summary>Longer ones come rarely again.</summary>
    public const int Longest = 40;

    private static readonly string?[] Places = new string?[4096];

    /// <param name="ascii">At most <see cref="Longest"/> bytes.</param>
    public static string Of(ReadOnlySpan<byte> ascii)
    {
        var hash = default(HashCode);
        hash.AddBytes(ascii);
        ref var place = ref Places[(uint)hash.ToHashCode() % (uint)Places.Length];
        // Read once: other threads put theirs here.
        return place is { } known && Ascii.Equals(ascii, known) ? known : place = Encoding.ASCII.GetString(ascii);
    }
}
