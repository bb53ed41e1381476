using CsCheck;
using Flexport.Webhooks.Signatures;

namespace Flexport.Webhooks.Tests.Signatures;

public sealed class SignatureProperties
{
    private static readonly Gen<byte[]> Bodies = Gen.Byte.Array[1, 600];
    private static readonly Gen<WebhookSecret> Secrets = Gen.Byte.Array[1, 100].Select(key => new WebhookSecret("drawn", key));

    [Fact]
    public void WhatWeSign_WeAccept() => Gen.Select(Gen.Byte.Array[0, 600], Secrets).Sample((body, secret) =>
    {
        Verify(body, SignatureWriter.Sign(body, secret), secret).ShouldBe(SignatureOutcome.Valid);
        VerifyLegacy(body, SignatureWriter.SignSha1(body, secret), secret).ShouldBe(SignatureOutcome.Valid);
    });

    [Fact]
    public void OneFlippedBitInTheBody_IsAMismatch() => Gen.Select(Bodies, Secrets, Gen.Int[0, int.MaxValue]).Sample((body, secret, place) =>
    {
        var signature = SignatureWriter.Sign(body, secret);
        var legacy = SignatureWriter.SignSha1(body, secret);
        body[place / 8 % body.Length] ^= (byte)(1 << (place % 8));
        Verify(body, signature, secret).ShouldBe(SignatureOutcome.Mismatch);
        VerifyLegacy(body, legacy, secret).ShouldBe(SignatureOutcome.Mismatch);
    });

    [Fact]
    public void OneFlippedBitOfTheSignedHash_IsAMismatch() => Gen.Select(Bodies, Secrets, Gen.Int[0, 255]).Sample((body, secret, bit) =>
    {
        var hash = Convert.FromHexString(SignatureWriter.Sign(body, secret)["sha256=".Length..]);
        hash[bit / 8] ^= (byte)(1 << (bit % 8));
        Verify(body, "sha256=" + Convert.ToHexStringLower(hash), secret).ShouldBe(SignatureOutcome.Mismatch);
    });

    [Fact]
    public void OneChangedCharacterOfTheHeader_IsNeverValid() =>
        Gen.Select(Bodies, Secrets, Gen.Int[0, 70], Gen.Int[0, 15]).Sample((body, secret, place, bit) =>
        {
            var header = SignatureWriter.Sign(body, secret).ToCharArray();
            var before = header[place];
            header[place] = (char)(before ^ (1 << bit));
            // The same digit in the other case is the same signature.
            if (place >= "sha256=".Length && char.ToLowerInvariant(header[place]) == before) return;
            Verify(body, new string(header), secret).ShouldNotBe(SignatureOutcome.Valid);
            VerifyLegacy(body, new string(header), secret).ShouldNotBe(SignatureOutcome.Valid);
        });

    [Fact]
    public void AnotherKey_IsAMismatch() => Gen.Select(Bodies, Secrets).Sample((body, secret) =>
        Verify(body, SignatureWriter.Sign(body, secret), WebhookSecret.FromText("other", "not drawn by anybody, and longer than one hundred bytes so that it can never be: 0123456789 abcdefghijklmnopqrstuvwxyz"))
            .ShouldBe(SignatureOutcome.Mismatch));

    [Fact]
    public void WhateverTheHeadersHold_NothingIsThrownAndNothingIsValid() =>
        Gen.Select(Bodies, Gen.String.Array[0, 3], Gen.String.Array[0, 3], Gen.Bool).Sample((body, sha256, legacy, allowSha1) =>
            SignatureVerifier.Verify(body, new SignatureHeaders(sha256, legacy), [SignedRequest.Secret], allowSha1).IsValid.ShouldBeFalse());

    [Fact]
    public void Checking_AllocatesNothing()
    {
        var body = new byte[100_000];
        var headers = new SignatureHeaders([SignatureWriter.Sign(body, SignedRequest.Other)], []);
        WebhookSecret[] secrets = [SignedRequest.Secret, SignedRequest.Other];
        SignatureVerifier.Verify(body, headers, secrets, allowSha1: false).IsValid.ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        SignatureVerifier.Verify(body, headers, secrets, allowSha1: false);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static SignatureOutcome Verify(byte[] body, string header, WebhookSecret secret) =>
        SignatureVerifier.Verify(body, SignedRequest.Sha256(header), [secret], allowSha1: false).Outcome;

    private static SignatureOutcome VerifyLegacy(byte[] body, string header, WebhookSecret secret) =>
        SignatureVerifier.Verify(body, SignedRequest.Legacy(header), [secret], allowSha1: true).Outcome;
}
