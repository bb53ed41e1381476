using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Notifications;

namespace Silo.Storage;

/// <summary>Where a page of a list ended, bound to its question: written as a <see cref="Cursor"/>, a dot, and 48 bits over the question.</summary>
internal static class ListCursor
{
    private const int Bytes = 6;

    public static string Write(EntityQuery query, Cursor end) => Write(Parts(query), end);

    public static string Write(NotificationQuery query, Cursor end) => Write(Parts(query), end);

    /// <summary>Where the page before ended; null for the first page.</summary>
    /// <exception cref="ArgumentException">Not one of ours, or that of another question.</exception>
    public static Cursor? Read(EntityQuery query) => Read(query.Cursor, Parts(query));

    /// <inheritdoc cref="Read(EntityQuery)"/>
    public static Cursor? Read(NotificationQuery query) => Read(query.Cursor, Parts(query));

    // The limit is no part of a question: it may differ from page to page.
    private static IEnumerable<string?> Parts(EntityQuery query) =>
    [
        query.Source,
        ((int)query.Kind).ToString(CultureInfo.InvariantCulture),
        query.Status,
        string.IsNullOrEmpty(query.Search) ? null : query.Search,
        string.IsNullOrEmpty(query.Name) ? null : query.Name,
        query.Id,
        query.Mode,
        Instant(query.UpdatedSince),
        Instant(query.DepartsFrom),
        Instant(query.DepartsBefore),
        Instant(query.ArrivesFrom),
        Instant(query.ArrivesBefore),
        .. (query.Terms ?? []).Order(StringComparer.Ordinal),
    ];

    // Its first part keeps it apart from the questions for entities.
    private static IEnumerable<string?> Parts(NotificationQuery query) =>
        ["notifications", query.Source, query.State, query.Key?.ToString(), Instant(query.Since), Instant(query.Before)];

    private static string Write(IEnumerable<string?> question, Cursor end) => $"{end}.{Bits(question)}";

    private static Cursor? Read(string? cursor, IEnumerable<string?> question)
    {
        if (cursor is not { } text) return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !text.AsSpan(dot + 1).SequenceEqual(Bits(question)))
        {
            throw new ArgumentException("The cursor is not one that a page of this list ended with; start again without one.", nameof(cursor));
        }

        return Cursor.Parse(text[..dot]);
    }

    // Every silo must come to the same bits.
    private static string Bits(IEnumerable<string?> question)
    {
        var text = new StringBuilder();
        foreach (var part in question)
        {
            // A length before each: nothing in one part can pass for the next.
            text.Append(part is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}"));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return Base64Url.EncodeToString(hash[..Bytes]);
    }

    private static string? Instant(DateTimeOffset? instant) =>
        instant is { } given ? Micros.Of(given).ToString(CultureInfo.InvariantCulture) : null;
}
