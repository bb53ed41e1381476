using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Silo.Channels;

/// <summary>Signs as Standard Webhooks v1 does: base64 of HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class StandardWebhooks
{
    /// <summary>One of the values of <c>webhook-signature</c>.</summary>
    /// <param name="timestamp">Seconds since 1970, as <c>webhook-timestamp</c> has it.</param>
    public static string Sign(byte[] key, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
