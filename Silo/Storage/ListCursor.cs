using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;

namespace Silo.Storage;

/// <summary>Where a page of a list ended, bound to its question: written as a <see cref="Cursor"/>, a dot, and 48 bits over the question.</summary>
internal static class ListCursor
{
    private const int Bytes = 6;

    public static string Write(EntityQuery query, Cursor end) => $"{end}.{Question(query)}";

    /// <summary>Where the page before ended; null for the first page.</summary>
    /// <exception cref="ArgumentException">Not one of ours, or that of another question.</exception>
    public static Cursor? Read(EntityQuery query)
    {
        if (query.Cursor is not { } text) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !text.AsSpan(dot + 1).SequenceEqual(Question(query)))
        {
            throw new ArgumentException("The cursor is not one that a page of this list ended with; start again without one.", nameof(query));
        }

        return Cursor.Parse(text[..dot]);
    }

    // Every silo must come to the same bits; the limit may differ from page to page.
    private static string Question(EntityQuery query)
    {
        var text = new StringBuilder();
        Add(query.Source);
        Add(((int)query.Kind).ToString(CultureInfo.InvariantCulture));
        Add(query.Status);
        Add(string.IsNullOrEmpty(query.Search) ? null : query.Search);
        Add(string.IsNullOrEmpty(query.Name) ? null : query.Name);
        Add(query.Id);
        Add(query.Mode);
        Add(Instant(query.UpdatedSince));
        Add(Instant(query.DepartsFrom));
        Add(Instant(query.DepartsBefore));
        Add(Instant(query.ArrivesFrom));
        Add(Instant(query.ArrivesBefore));
        foreach (var term in (query.Terms ?? []).Order(StringComparer.Ordinal)) Add(term);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return Base64Url.EncodeToString(hash[..Bytes]);

        // A length before each: nothing in one part can pass for the next.
        void Add(string? part) => text.Append(part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}"));
    }

    private static string? Instant(DateTimeOffset? instant) =>
        instant is { } given ? Micros.Of(given).ToString(CultureInfo.InvariantCulture) : null;
}
