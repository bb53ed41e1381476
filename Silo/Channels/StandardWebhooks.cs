using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Silo.Channels;

/// <summary>Signs as Standard Webhooks v1 does: base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal sealed class StandardWebhooks
{
    private const string Prefix = "whsec_";

    private readonly byte[] key;

    /// <param name="secret">A text, taken as UTF-8, or <c>whsec_</c> and base64.</param>
    /// <exception cref="FormatException">No base64 after <c>whsec_</c>.</exception>
    public StandardWebhooks(string secret) =>
        key = secret.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(secret[Prefix.Length..]) : Encoding.UTF8.GetBytes(secret);

    public static bool IsUsable(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return secret.Length > 0;
        var buffer = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], buffer, out var written) && written > 0;
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="timestamp">Seconds since 1970, as <c>webhook-timestamp</c> has it.</param>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
