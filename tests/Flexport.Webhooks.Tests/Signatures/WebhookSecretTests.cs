using Flexport.Webhooks.Signatures;

namespace Flexport.Webhooks.Tests.Signatures;

public sealed class WebhookSecretTests
{
    [Fact]
    public void AnEmptyKey_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new WebhookSecret("current", []));
        Should.Throw<ArgumentException>(() => WebhookSecret.FromText("current", ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void ABlankLabel_IsRefusedWithoutShowingTheKey(string label) =>
        Should.Throw<ArgumentException>(() => WebhookSecret.FromText(label, "harbour-lantern-77")).Message.ShouldNotContain("harbour");

    [Fact]
    public void AKeyOfOneByte_IsAKey() => new WebhookSecret("short", [7]).Label.ShouldBe("short");

    [Fact]
    public void NeitherTextNorProperties_ShowTheKey()
    {
        var secret = WebhookSecret.FromText("current", "harbour-lantern-77");

        secret.ToString().ShouldBe("webhook secret 'current'");
        $"{secret}".ShouldNotContain("harbour");
        typeof(WebhookSecret).GetProperties().Select(property => property.Name).ShouldBe(["Label"]);
    }

    [Fact]
    public void ChangingTheCallersBytes_DoesNotChangeTheSecret()
    {
        byte[] key = [1, 2, 3];
        var secret = new WebhookSecret("current", key);
        var before = SignatureWriter.Sign("{}"u8, secret);

        key[0] = 9;

        SignatureWriter.Sign("{}"u8, secret).ShouldBe(before);
    }
}
