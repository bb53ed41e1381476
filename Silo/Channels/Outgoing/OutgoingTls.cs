using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Silo.Channels.Outgoing;

/// <summary>
/// How targets prove who they are. A certificate may name addresses where its issuer's and the list of the withdrawn ones are to be had; they are not fetched: whoever makes a certificate
/// would say where this machine connects to, past the guard. A target sends the certificates in between itself (RFC 8446 §4.4.2).
/// </summary>
/// <param name="roots">Who is trusted; null: whom the machine trusts.</param>
internal sealed class OutgoingTls(X509Certificate2Collection? roots = null)
{
    /// <param name="host">Who it must be; null where the caller says so.</param>
    public SslClientAuthenticationOptions Options(string? host = null)
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            TrustMode = roots is null ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
        };
        if (roots is not null) policy.CustomTrustStore.AddRange(roots);
        return new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = policy };
    }
}
