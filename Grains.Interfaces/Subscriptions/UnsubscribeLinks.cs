using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Grains.Interfaces.Subscriptions;

/// <summary>
/// What a link in a message says to end the message's subscription without a sign-in: which one, and that the service itself wrote it. Pure; the same on every silo and at the edge, by the same key.
/// </summary>
/// <param name="linkKey"><c>Flexport:LinkKey</c>. Not the operator's key: a message in somebody's hands must not be a way to guess that one.</param>
public sealed class UnsubscribeLinks(string linkKey)
{
    /// <summary>The parameter of the address that has the token.</summary>
    public const string Parameter = "t";

    /// <summary>Fewer characters can be guessed.</summary>
    public const int ShortestKey = 32;

    private const int LongestToken = 1_000;

    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(linkKey), HMACSHA256.HashSizeInBytes, info: "flexport unsubscribe 1"u8.ToArray());

    /// <summary>Letters, digits, <c>-</c>, <c>_</c> and one dot.</summary>
    /// <param name="source">Of <c>a–z 0–9 - _</c>, as is the subscription's id.</param>
    public string Write(string source, string subscription, Guid generation)
    {
        var text = Encoding.UTF8.GetBytes($"{source}\n{subscription}\n{generation:N}");
        return $"{Base64Url.EncodeToString(text)}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, text))}";
    }

    /// <returns>Null for what this key did not write.</returns>
    public (string Source, string Subscription, Guid Generation)? Read(string token)
    {
        if (token.Length > LongestToken || token.Split('.') is not [var said, var signature] || Decode(said) is not { } text || Decode(signature) is not { } given) return null;
        if (!CryptographicOperations.FixedTimeEquals(given, HMACSHA256.HashData(key, text))) return null;
        return Encoding.UTF8.GetString(text).Split('\n') is [var source, var subscription, var generation] && Guid.TryParseExact(generation, "N", out var id) ? (source, subscription, id) : null;
    }

    private static byte[]? Decode(string text) => Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
