using System.Security.Cryptography;
using System.Text;

namespace Api.Security;

/// <summary>
/// What events and logs call a secret: <c>&lt;source&gt;#&lt;fingerprint&gt;</c>, such as <c>default#1f0c9a3e</c>. The fingerprint is the first 8 hex digits of
/// HMAC-SHA256 with the secret as key over <c>flexport-secret-label</c>: it stays the same wherever the secret stands in the list and on every
/// machine, and tells nothing about a secret that cannot be guessed.
/// </summary>
/// <remarks>By hand: <c>printf flexport-secret-label | openssl dgst -sha256 -hmac "$secret" -r | cut -c1-8</c>.</remarks>
internal static class SecretLabel
{
    public static string Of(string source, string secret) =>
        $"{source}#{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "flexport-secret-label"u8).AsSpan(0, 4))}";
}
