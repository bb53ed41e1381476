using CsCheck;
using Silo.Storage;

namespace Storage.Tests.Encoding;

public sealed class BodyCodecTests
{
    [Fact]
    public void EveryBody_ComesBackAsItWas() => Gen.OneOf(Gen.Byte.Array[0, 2_000], Gen.Byte[65, 68].Array[0, 5_000]).Sample(body =>
    {
        var (encoding, bytes) = BodyCodec.Encode(body);
        BodyCodec.Decode(encoding, bytes.ToArray()).ShouldBe(body);
        bytes.Length.ShouldBeLessThanOrEqualTo(body.Length);
    });

    [Theory]
    [InlineData(512, BodyEncoding.Raw)]
    [InlineData(513, BodyEncoding.Brotli)]
    public void RepetitiveBody_IsCompressedWhereItPays(int length, BodyEncoding encoding) =>
        BodyCodec.Encode(new byte[length]).Encoding.ShouldBe(encoding);

    [Fact]
    public void Noise_StaysAsItIs() => BodyCodec.Encode(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4_000)).Encoding.ShouldBe(BodyEncoding.Raw);
}
