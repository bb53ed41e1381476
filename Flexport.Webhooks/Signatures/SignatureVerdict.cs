namespace Flexport.Webhooks.Signatures;

/// <summary>The outcome of a check and, when it is <see cref="SignatureOutcome.Valid"/>, which secret matched.</summary>
/// <param name="SecretLabel">Label of the secret that matched, else null.</param>
public readonly record struct SignatureVerdict(SignatureOutcome Outcome, string? SecretLabel = null)
{
    public bool IsValid => Outcome == SignatureOutcome.Valid;
}
