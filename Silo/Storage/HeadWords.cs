using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Interfaces.Entities;

namespace Silo.Storage;

/// <summary>What of a head changes seldom and is dear to index: its name, words and terms, ready to be stored.</summary>
/// <param name="Name">The name in its row, lower-case; empty when it has none.</param>
/// <param name="Terms">Stored terms with <see cref="Between"/> between them; empty when there are none.</param>
internal readonly record struct HeadWords(string Name, string Search, string Terms)
{
    /// <summary>Between two terms: U+001F, which no stored term has.</summary>
    public const char Between = '\u001F';

    /// <summary>The mode of transport is a term like the others.</summary>
    private const string Mode = "mode";

    /// <param name="scope">Written before each term.</param>
    public static HeadWords Of(Head head, string scope = "")
    {
        var terms = new StringBuilder();
        if (ListTerms.Of(Mode, head.Mode) is { } mode) terms.Append(scope).Append(Stored(mode));
        foreach (var term in head.Terms)
        {
            if (terms.Length > 0) terms.Append(Between);
            terms.Append(scope).Append(Stored(term));
        }

        return new HeadWords(NameOf(head.Row.Span), Part(head.Search), terms.ToString());
    }

    /// <summary>The stored terms that a query asks for, its mode among them.</summary>
    public static string[] Asked(EntityQuery query, string scope = "")
    {
        var terms = query.Terms is { } exact ? exact.Select(Stored).ToList() : [];
        // A blank mode is no entity's mode.
        if (query.Mode is { } mode) terms.Add(Stored(ListTerms.Of(Mode, mode) ?? Mode + ":"));
        return [.. terms.Distinct(StringComparer.Ordinal).Select(term => scope + term)];
    }

    /// <summary>Whether one of the terms is an identifier, which few entities share: any but a company, a mode of transport, where
    /// the cargo is, or whether it was put away.</summary>
    public static bool AsksForFew(EntityQuery query) => query.Terms?.Any(static term => !OfMany.Any(kind => term.StartsWith(kind, StringComparison.Ordinal))) == true;

    private static readonly string[] OfMany = [ListTerms.Party + ":", ListTerms.Phase + ":", ListTerms.Archived + ":"];

    /// <summary>A part of a name or of the words, as they are stored.</summary>
    public static string Part(string text) => StorableText.Clean(FreightKeys.Words(text));

    /// <summary>A status as it is compared, whatever the case that it was reported or asked for in.</summary>
    public static string Status(string status) => StorableText.Clean(status.ToLowerInvariant());

    /// <summary>64 bits over all of it.</summary>
    public long Hash()
    {
        const byte Separator = 0x1E;
        var all = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(Name.Length + Search.Length + Terms.Length) + 2);
        var length = Encoding.UTF8.GetBytes(Name, all);
        all[length++] = Separator;
        length += Encoding.UTF8.GetBytes(Search, all.AsSpan(length));
        all[length++] = Separator;
        length += Encoding.UTF8.GetBytes(Terms, all.AsSpan(length));

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(all.AsSpan(0, length), hash);
        ArrayPool<byte>.Shared.Return(all);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private static string Stored(string term) => StorableText.Clean(term).Replace(Between, ' ');

    /// <summary>The text of <c>name</c> at the top of a row; a row that is no object has none.</summary>
    private static string NameOf(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("name"u8);
                reader.Read();
                if (found) return reader.TokenType == JsonTokenType.String ? FreightKeys.Words(StorableText.Clean(reader.GetString()!, StorableText.Line)) : "";
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Rows are the domain's own; a list without this name is better than an event refused.
        }

        return "";
    }
}
