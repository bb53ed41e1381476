using Flexport.Webhooks.Signatures;
using static Flexport.Webhooks.Tests.Signatures.SignedRequest;

namespace Flexport.Webhooks.Tests.Signatures;

public sealed class SignatureVerifierTests
{
    private const string Body = "{\"type\":\"/shipment#created\"}";
    private const string Hex = "8fe6f22581af0e6c16c0d94221a30a943ee5e82c4b171b6adf19f9804100ea54";

    // From `openssl dgst -sha1 -hmac test_flexport_secret` over Body.
    private const string Sha1Hex = "3ddc0d248307905b2c7610245d6e44918093221d";

    [Theory]
    [InlineData("{}", "4bb791cdbcd2eed1a3c854a074488a7fa9d2ef76a22d4a6f4bea9588a85bc105")]
    [InlineData(Body, Hex)]
    public void TheContractsVectors_AreWhatWeWriteAndWhatWeAccept(string body, string hex)
    {
        Sign(body).ShouldBe("sha256=" + hex);
        Check(body, Sha256("sha256=" + hex)).ShouldBe(new SignatureVerdict(SignatureOutcome.Valid, "current"));
        Check(body, Legacy("sha256=" + hex)).ShouldBe(new SignatureVerdict(SignatureOutcome.Valid, "current"));
    }

    public static TheoryData<string, string?[], string?[], bool, SignatureOutcome> Rules => new()
    {
        { "no header at all", [], [], false, SignatureOutcome.MissingHeader },
        { "no header at all, sha1 allowed", [], [], true, SignatureOutcome.MissingHeader },
        { "hex digits in upper case", ["sha256=" + Hex.ToUpperInvariant()], [], false, SignatureOutcome.Valid },
        { "hex digits in both cases", [], ["sha256=" + Hex[..32] + Hex[32..].ToUpperInvariant()], false, SignatureOutcome.Valid },
        { "an empty value", [""], [], false, SignatureOutcome.Malformed },
        { "a value that is null", [null], [], false, SignatureOutcome.Malformed },
        { "bare hex", [Hex], [], false, SignatureOutcome.Malformed },
        { "bare hex in the legacy header", [], [Hex], true, SignatureOutcome.Malformed },
        { "no digits", ["sha256="], [], false, SignatureOutcome.Malformed },
        { "two digits too few", ["sha256=" + Hex[..62]], [], false, SignatureOutcome.Malformed },
        { "two digits too many", ["sha256=" + Hex + "00"], [], false, SignatureOutcome.Malformed },
        { "an odd number of digits", ["sha256=" + Hex[..63]], [], false, SignatureOutcome.Malformed },
        { "64 characters, one of them no digit", ["sha256=" + Hex[..63] + "g"], [], false, SignatureOutcome.Malformed },
        { "a digit of another script", ["sha256=" + Hex[..63] + "\u0664"], [], false, SignatureOutcome.Malformed },
        { "a blank before the digits", ["sha256= " + Hex], [], false, SignatureOutcome.Malformed },
        { "a blank behind the digits", ["sha256=" + Hex + " "], [], false, SignatureOutcome.Malformed },
        { "a second equals sign", ["sha256==" + Hex], [], false, SignatureOutcome.Malformed },
        { "0x before the digits", ["sha256=0x" + Hex[..62]], [], false, SignatureOutcome.Malformed },
        { "a sha1-sized value called sha256", ["sha256=" + Hex[..40]], [], false, SignatureOutcome.Malformed },
        { "a sha256-sized value called sha1", [], ["sha1=" + Hex], true, SignatureOutcome.Malformed },
        { "md5", ["md5=" + Hex], [], false, SignatureOutcome.UnknownAlgorithm },
        { "sha512", [], ["sha512=" + Hex + Hex], true, SignatureOutcome.UnknownAlgorithm },
        { "no algorithm before the equals sign", ["=" + Hex], [], false, SignatureOutcome.UnknownAlgorithm },
        { "the algorithm in upper case", ["SHA256=" + Hex], [], false, SignatureOutcome.UnknownAlgorithm },
        { "a blank before the algorithm", [" sha256=" + Hex], [], false, SignatureOutcome.UnknownAlgorithm },
        { "sha1 in the sha256 header", ["sha1=" + Sha1Hex], [], true, SignatureOutcome.UnknownAlgorithm },
        { "the header twice", ["sha256=" + Hex, "sha256=" + Hex], [], false, SignatureOutcome.RepeatedHeader },
        { "the legacy header twice", [], ["sha256=" + Hex, "sha256=" + Hex], false, SignatureOutcome.RepeatedHeader },
        { "comma-joined", ["sha256=" + Hex + ",sha256=" + Hex], [], false, SignatureOutcome.RepeatedHeader },
        { "comma-joined with a blank", [], ["sha256=" + Hex + ", sha1=" + Sha1Hex], true, SignatureOutcome.RepeatedHeader },
        { "sha1, allowed", [], ["sha1=" + Sha1Hex], true, SignatureOutcome.Valid },
        { "sha1 in upper case, allowed", [], ["sha1=" + Sha1Hex.ToUpperInvariant()], true, SignatureOutcome.Valid },
        { "sha1, not allowed", [], ["sha1=" + Sha1Hex], false, SignatureOutcome.LegacyNotAllowed },
        { "a wrong sha1, allowed", [], ["sha1=" + new string('0', 40)], true, SignatureOutcome.Mismatch },
        { "a wrong sha256", ["sha256=" + new string('0', 64)], [], false, SignatureOutcome.Mismatch },
        { "a bad sha256 beside a good sha1", ["sha256=" + new string('0', 64)], ["sha1=" + Sha1Hex], true, SignatureOutcome.Mismatch },
        { "a malformed sha256 beside a good sha1", ["sha256=zz"], ["sha1=" + Sha1Hex], true, SignatureOutcome.Malformed },
        { "an empty sha256 header beside a good legacy sha256", [""], ["sha256=" + Hex], true, SignatureOutcome.Malformed },
        { "a good sha256 beside a bad legacy header", ["sha256=" + Hex], ["sha1=nonsense", "again"], false, SignatureOutcome.Valid },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void EveryFormOfTheHeaders_HasItsOutcome(string form, string?[] sha256, string?[] legacy, bool allowSha1, SignatureOutcome outcome)
    {
        var verdict = Check(Body, new SignatureHeaders(sha256, legacy), allowSha1);

        verdict.Outcome.ShouldBe(outcome, form);
        verdict.IsValid.ShouldBe(outcome == SignatureOutcome.Valid);
        verdict.SecretLabel.ShouldBe(outcome == SignatureOutcome.Valid ? "current" : null);
    }

    [Fact]
    public void HeadersThatNobodySet_AreMissing() => Check(Body, default).Outcome.ShouldBe(SignatureOutcome.MissingHeader);

    [Fact]
    public void WithTwoLiveSecrets_EitherIsAcceptedAndNamed()
    {
        Check(Body, Sha256(Sign(Body, Secret)), false, Secret, Other).SecretLabel.ShouldBe("current");
        Check(Body, Sha256(Sign(Body, Other)), false, Secret, Other).SecretLabel.ShouldBe("next");
        Check(Body, Legacy(SignSha1(Body, Other)), true, Secret, Other).SecretLabel.ShouldBe("next");
    }

    [Fact]
    public void ASecretTakenOutOfService_NoLongerSigns() => Check(Body, Sha256(Sign(Body, Secret)), false, Other).Outcome.ShouldBe(SignatureOutcome.Mismatch);

    [Fact]
    public void WithoutAnySecret_NothingIsGenuine() =>
        SignatureVerifier.Verify("{}"u8, Sha256(Sign("{}")), [], allowSha1: true).Outcome.ShouldBe(SignatureOutcome.Mismatch);

    [Fact]
    public void AnEmptyBody_IsSignedLikeAnyOther() => Check("", Sha256(Sign(""))).Outcome.ShouldBe(SignatureOutcome.Valid);

    [Fact]
    public void TheSameSecretUnderTwoLabels_IsNamedByTheFirst() =>
        Check(Body, Sha256(Sign(Body)), false, Secret, WebhookSecret.FromText("copy", "test_flexport_secret")).SecretLabel.ShouldBe("current");
}
