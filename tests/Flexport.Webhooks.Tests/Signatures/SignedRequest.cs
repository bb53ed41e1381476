using System.Text;
using Flexport.Webhooks.Signatures;

namespace Flexport.Webhooks.Tests.Signatures;

/// <summary>A body and what its headers say.</summary>
internal static class SignedRequest
{
    public static readonly WebhookSecret Secret = WebhookSecret.FromText("current", "test_flexport_secret");
    public static readonly WebhookSecret Other = WebhookSecret.FromText("next", "harbour-lantern-77");

    public static SignatureHeaders Sha256(params string?[] values) => new(values, []);

    public static SignatureHeaders Legacy(params string?[] values) => new([], values);

    public static SignatureVerdict Check(string body, SignatureHeaders headers, bool allowSha1 = false, params WebhookSecret[] secrets) =>
        SignatureVerifier.Verify(Encoding.UTF8.GetBytes(body), headers, secrets.Length == 0 ? [Secret] : secrets, allowSha1);

    public static string Sign(string body, WebhookSecret? secret = null) => SignatureWriter.Sign(Encoding.UTF8.GetBytes(body), secret ?? Secret);

    public static string SignSha1(string body, WebhookSecret? secret = null) => SignatureWriter.SignSha1(Encoding.UTF8.GetBytes(body), secret ?? Secret);
}
