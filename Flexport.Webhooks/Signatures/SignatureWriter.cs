using System.Security.Cryptography;

namespace Flexport.Webhooks.Signatures;

/// <summary>Signs bodies as Flexport does, for simulators, tools and tests.</summary>
public static class SignatureWriter
{
    /// <summary>The value of <c>X-Hub-Signature-256</c> (and of <c>X-Hub-Signature</c>): <c>sha256=</c> and 64 lower-case hex digits.</summary>
    public static string Sign(ReadOnlySpan<byte> body, WebhookSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret.Key(), body, hash);
        return "sha256=" + Convert.ToHexStringLower(hash);
    }

    /// <summary>The legacy value of <c>X-Hub-Signature</c>: <c>sha1=</c> and 40 lower-case hex digits.</summary>
    public static string SignSha1(ReadOnlySpan<byte> body, WebhookSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What it signs for is the legacy form itself.
        HMACSHA1.HashData(secret.Key(), body, hash);
#pragma warning restore CA5350
        return "sha1=" + Convert.ToHexStringLower(hash);
    }
}
