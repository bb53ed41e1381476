using BenchmarkDotNet.Attributes;
using Flexport.Webhooks.Signatures;

namespace Benchmarks.Micro;

/// <summary>The HMAC of a body.</summary>
public class Verify
{
    private readonly byte[] small = Freight.SmallBody;
    private readonly byte[] leg = Freight.Leg.Body;
    private readonly SignatureHeaders ofSmall = Freight.Signed(Freight.SmallBody);
    private readonly SignatureHeaders ofLeg = Freight.Signed(Freight.Leg.Body);

    [Benchmark(Description = "verify: dialect A, 0.25 KB")]
    public bool DialectA() => SignatureVerifier.Verify(small, ofSmall, Freight.Secrets, allowSha1: false).IsValid;

    [Benchmark(Description = "verify: dialect B, 2.5 KB")]
    public bool DialectB() => SignatureVerifier.Verify(leg, ofLeg, Freight.Secrets, allowSha1: false).IsValid;
}
