using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Silo.Storage;

/// <summary>Where a page ended: an instant and an id. Opaque to callers; written as base64url of <c>microseconds:id</c>.</summary>
/// <param name="At">Microseconds since 1970, UTC.</param>
public readonly record struct Cursor(long At, string Id)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Cursor Of(DateTimeOffset at, string id) => new(Micros.Of(at), id);

    public DateTimeOffset Instant => Micros.ToInstant(At);

    public override string ToString() =>
        Base64Url.EncodeToString(Strict.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At}:{Id}")));

    /// <exception cref="ArgumentException">Not one of ours.</exception>
    public static Cursor Parse(string cursor)
    {
        try
        {
            var text = Strict.GetString(Base64Url.DecodeFromChars(cursor));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0
                && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
                && Micros.IsInstant(at)
                && StorableText.IsClean(text))
            {
                return new Cursor(at, text[(colon + 1)..]);
            }
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw NotOurs(e);
        }

        throw NotOurs(null);
    }

    private static ArgumentException NotOurs(Exception? why) =>
        new("The cursor is not one that a page ended with; start again without one.", nameof(Cursor).ToLowerInvariant(), why);
}
