using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Silo.Storage.Sqlite;

/// <summary>The place after the last row of a page: a number and a text, readable by the list that gave it alone.</summary>
internal readonly record struct SqliteCursor(long Number, string Text)
{
    /// <summary>Opaque, and safe in a URL.</summary>
    public string Write(char list) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list}{Number}\n{Text}")));

    /// <summary>Null for the first page.</summary>
    /// <exception cref="ArgumentException">Not a cursor of this list.</exception>
    public static SqliteCursor? Read(char list, string? cursor)
    {
        if (cursor is null) return null;
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor));
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            if (end > 0 && text[0] == list
                && long.TryParse(text.AsSpan(1, end - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return new SqliteCursor(number, text[(end + 1)..]);
            }
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            throw NotOurs(e);
        }

        throw NotOurs(null);
    }

    private static ArgumentException NotOurs(Exception? inner) => new("The cursor is not one that this list has given.", inner);
}
