namespace Flexport.Webhooks.Signatures;

/// <summary>The signature headers of one request, each as the list of its values; a missing header is an empty list.</summary>
/// <param name="Sha256">The values of <c>X-Hub-Signature-256</c>.</param>
/// <param name="Legacy">The values of <c>X-Hub-Signature</c>.</param>
public readonly record struct SignatureHeaders(IReadOnlyList<string?> Sha256, IReadOnlyList<string?> Legacy)
{
    public const string Sha256Name = "X-Hub-Signature-256";
    public const string LegacyName = "X-Hub-Signature";
}
