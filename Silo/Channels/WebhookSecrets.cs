using System.Buffers.Text;
using System.Text;

namespace Silo.Channels;

/// <summary>
/// Secrets of Standard Webhooks: base64 of 24 to 64 bytes, with <c>whsec_</c> in front or without, which the libraries of the standard take for the same. Until November 2026 any text was
/// taken, as UTF-8: what is stored of that time goes on to sign as it did.
/// </summary>
internal static class WebhookSecrets
{
    /// <summary>What a secret has to be, as the rest of a sentence.</summary>
    public const string Rule =
        "is base64 of 24 to 64 bytes, with whsec_ in front or without. Make one with \"openssl rand -base64 32\", give it to the receiver, and send the former one as previousSecret until it is in use there.";

    private const string Prefix = "whsec_";
    private const int Shortest = 24;
    private const int Longest = 64;

    /// <summary>Whether it is what the standard asks for.</summary>
    public static bool IsStandard(string secret) => Decode(Bare(secret)) is { Length: >= Shortest and <= Longest };

    /// <summary>Whether something can be signed with it.</summary>
    public static bool IsUsable(string secret) => secret.StartsWith(Prefix, StringComparison.Ordinal) ? Decode(Bare(secret)) is { Length: > 0 } : secret.Length > 0;

    /// <summary>
    /// What to sign with, the key of the standard first. Without <c>whsec_</c> also the text itself: receivers who were told so before verify by it, and by the standard it does no harm to sign more than once.
    /// </summary>
    public static IEnumerable<byte[]> Keys(string secret)
    {
        if (secret.StartsWith(Prefix, StringComparison.Ordinal)) return [Decode(Bare(secret)) ?? throw new FormatException("No base64 after whsec_.")];
        return IsStandard(secret) ? [Decode(secret)!, Encoding.UTF8.GetBytes(secret)] : [Encoding.UTF8.GetBytes(secret)];
    }

    private static string Bare(string secret) => secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;

    /// <returns>Null for what is no base64; blanks within are none either, which not every library passes over.</returns>
    private static byte[]? Decode(string text) => !text.Any(char.IsWhiteSpace) && Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
}
