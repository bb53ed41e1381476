using System.Text.Json;
using System.Text.Unicode;
using Flexport.Webhooks.Events;

namespace Grains.Domain.Facts;

/// <summary>Makes looking up by name total.</summary>
internal static class ReadableNames
{
    /// <summary>
    /// The body with an empty name in place of each that is no text: no fields are called that, and no look-up meets a name that cannot be decoded, which
    /// System.Text.Json says by an exception, at every look-up anew.
    /// </summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body)
    {
        // Nearly always: no surrogates, and all of it is UTF-8.
        if (body.Span.IndexOf("\\ud"u8) < 0 && body.Span.IndexOf("\\uD"u8) < 0 && Utf8.IsValid(body.Span)) return body;
        byte[]? mended = null;
        var reader = new Utf8JsonReader(body.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || JsonEscapes.IsText(reader.ValueSpan)) continue;
            mended ??= body.ToArray();
            // As long as it was: its end comes first, and blanks to where it ended.
            var name = mended.AsSpan((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length + 1);
            name.Fill((byte)' ');
            name[0] = (byte)'"';
        }

        return mended ?? body;
    }
}
