using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Silo.Tests.Channels.Outgoing;

/// <summary>A root of a test's own, and certificates of 127.0.0.1 that it, or somebody between, issued.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Certificates() => Root = Authority("CN=root").CreateSelfSigned(Day(-2), Day(2));

    public X509Certificate2 Root { get; }

    public void Dispose()
    {
        Root.Dispose();
        key.Dispose();
    }

    /// <summary>Issued by the root.</summary>
    /// <param name="names">Where the issuer's certificate and the list of the withdrawn ones are said to be; null: it does not say.</param>
    public X509Certificate2 Server(string? names = null) => Issue(Root, names);

    /// <summary>Issued by somebody between, whose certificate only these addresses have.</summary>
    public X509Certificate2 ServerWithoutIssuer(string names)
    {
        using var between = Authority("CN=between").Create(Root, Day(-1), Day(1), [2]);
        using var withKey = between.CopyWithPrivateKey(key);
        return Issue(withKey, names);
    }

    private static X509Certificate2 Issue(X509Certificate2 issuer, string? names)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", own, HashAlgorithmName.SHA256);
        var subject = new SubjectAlternativeNameBuilder();
        subject.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(subject.Build());
        if (names is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([names + "ocsp"], [names + "issuer.cer"]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([names + "list.crl"]));
        }

        using var bare = request.Create(issuer, Day(-1), Day(1), RandomNumberGenerator.GetBytes(8));
        using var withKey = bare.CopyWithPrivateKey(own);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    private CertificateRequest Authority(string name)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }

    private static DateTimeOffset Day(int days) => DateTimeOffset.UtcNow.AddDays(days);
}
