using System.Buffers;
using System.Security.Cryptography;

namespace Flexport.Webhooks.Signatures;

/// <summary>Checks Flexport's signature of a body (contract §2). Pure, thread-safe, without allocation, and without an exception for anything a request can hold.</summary>
public static class SignatureVerifier
{
    private const string Sha256 = "sha256";
    private const string Sha1 = "sha1";

    /// <summary>Decides whether one of the live secrets signed exactly these bytes.</summary>
    /// <param name="body">The raw bytes as received, before any decoding.</param>
    /// <param name="headers"><c>X-Hub-Signature-256</c>, where present, decides alone: a good SHA-1 beside a bad one is no way in.</param>
    /// <param name="secrets">All live secrets of the source. Every one is tried, so the time taken does not tell which one matched.</param>
    /// <param name="allowSha1">Whether <c>X-Hub-Signature: sha1=…</c> counts.</param>
    public static SignatureVerdict Verify(ReadOnlySpan<byte> body, SignatureHeaders headers, ReadOnlySpan<WebhookSecret> secrets, bool allowSha1)
    {
        var modern = headers.Sha256 is { Count: > 0 };
        var values = modern ? headers.Sha256 : headers.Legacy;
        if (values is not { Count: > 0 }) return new(SignatureOutcome.MissingHeader);
        if (values.Count > 1) return new(SignatureOutcome.RepeatedHeader);

        var value = values[0].AsSpan();
        if (value.Contains(',')) return new(SignatureOutcome.RepeatedHeader);
        var equals = value.IndexOf('=');
        if (equals < 0) return new(SignatureOutcome.Malformed);
        var algorithm = value[..equals];
        var digits = value[(equals + 1)..];

        if (algorithm.SequenceEqual(Sha256)) return Compare(body, digits, secrets, SHA256.HashSizeInBytes);
        if (modern || !algorithm.SequenceEqual(Sha1)) return new(SignatureOutcome.UnknownAlgorithm);
        return allowSha1 ? Compare(body, digits, secrets, SHA1.HashSizeInBytes) : new(SignatureOutcome.LegacyNotAllowed);
    }

    private static SignatureVerdict Compare(ReadOnlySpan<byte> body, ReadOnlySpan<char> digits, ReadOnlySpan<WebhookSecret> secrets, int size)
    {
        Span<byte> claimed = stackalloc byte[SHA256.HashSizeInBytes];
        claimed = claimed[..size];
        if (digits.Length != size * 2 || Convert.FromHexString(digits, claimed, out _, out _) != OperationStatus.Done)
        {
            return new(SignatureOutcome.Malformed);
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        expected = expected[..size];
        string? matched = null;
        foreach (var secret in secrets)
        {
            Hash(secret.Key(), body, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, claimed)) matched ??= secret.Label;
        }

        return matched is null ? new(SignatureOutcome.Mismatch) : new(SignatureOutcome.Valid, matched);
    }

    private static void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        if (destination.Length == SHA256.HashSizeInBytes)
        {
            HMACSHA256.HashData(key, body, destination);
            return;
        }

#pragma warning disable CA5350 // Flexport's legacy signatures are SHA-1: off unless an operator turns them on for a source.
        HMACSHA1.HashData(key, body, destination);
#pragma warning restore CA5350
    }
}
