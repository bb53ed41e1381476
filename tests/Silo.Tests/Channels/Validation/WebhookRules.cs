using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Silo.Tests.Channels.Validation;

/// <summary>
/// What a receiver that keeps to Standard Webhooks takes (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), by the rule of its public libraries:
/// what is behind <c>whsec_</c>, or the whole secret without it, is base64. Bodies over 256 KiB are turned away by common receivers (AWS API destinations and SQS, Azure Event Grid: 256 KB).
/// </summary>
internal static class WebhookRules
{
    private const int LargestBody = 256 * 1024;
    private const int SecondsApart = 5 * 60;
    private const string Prefix = "whsec_";

    /// <summary>All that is wrong; empty when the receiver takes it.</summary>
    /// <param name="secret">As the receiver was given it.</param>
    /// <param name="now">The receiver's clock.</param>
    public static IReadOnlyList<string> Problems(Message request, string secret, DateTimeOffset now)
    {
        var problems = new List<string>();
        var (id, timestamp, signatures) = (One("webhook-id"), One("webhook-timestamp"), One("webhook-signature"));
        // A point would let a sender move the border between id and time in what is signed.
        if (id.Length is < 1 or > 256 || !id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')) problems.Add("webhook-id: has other characters than letters, digits, _ and -, or over 256.");
        if (timestamp.Length == 0 || !timestamp.All(char.IsAsciiDigit) || !long.TryParse(timestamp, CultureInfo.InvariantCulture, out var seconds)) problems.Add("webhook-timestamp: is no number of seconds.");
        else if (Math.Abs(seconds - now.ToUnixTimeSeconds()) > SecondsApart) problems.Add("webhook-timestamp: is over five minutes away.");
        if (!IsSigned($"{id}.{timestamp}.", request.Body, signatures, secret)) problems.Add("webhook-signature: none of them is that of this body.");
        if (request.Headers.ContentType.ToString() is not ("application/json" or "application/json; charset=utf-8")) problems.Add("Content-Type: is not application/json.");
        if (request.Body.Length > LargestBody) problems.Add(string.Create(CultureInfo.InvariantCulture, $"The body has {request.Body.Length} bytes; {LargestBody} are taken."));
        if (!IsObject(request.Body)) problems.Add("The body is no JSON object in UTF-8.");
        return problems;

        string One(string name)
        {
            var values = request.Headers[name];
            if (values.Count != 1) problems.Add($"{name}: is there {values.Count} times.");
            return values.Count == 1 ? values[0]! : "";
        }
    }

    /// <summary>Each signature is <c>v1,</c> and base64; those of other versions are left aside.</summary>
    private static bool IsSigned(string head, byte[] body, string signatures, string secret)
    {
        var key = Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. body];
        var expected = HMACSHA256.HashData(key, signed);
        foreach (var signature in signatures.Split(' '))
        {
            var parts = signature.Split(',');
            if (parts.Length != 2) return false;
            if (parts[0] == "v1" && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(parts[1]), expected)) return true;
        }

        return false;
    }

    private static bool IsObject(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body));
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception fault) when (fault is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }
}
