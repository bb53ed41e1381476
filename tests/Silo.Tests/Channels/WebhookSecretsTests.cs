using System.Text;
using Silo.Channels;
using StandardWebhooks.Diagnostics;

namespace Silo.Tests.Channels;

/// <summary>Secrets as Standard Webhooks has them, and what its public library for .NET says of our signatures.</summary>
public sealed class WebhookSecretsTests
{
    private const string Bare = "c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==";

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(32, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void ASecret_IsBase64Of24To64Bytes(int length, bool isStandard)
    {
        var secret = Convert.ToBase64String(Enumerable.Range(0, length).Select(static i => (byte)i).ToArray());
        WebhookSecrets.IsStandard(secret).ShouldBe(isStandard);
        WebhookSecrets.IsStandard("whsec_" + secret).ShouldBe(isStandard);
    }

    [Theory]
    [InlineData("a secret of any other kind, in words")]
    [InlineData("whsec_")]
    [InlineData("c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw")]
    [InlineData("c2hhcmVkLXdpdGgt dGhlLXRhcmdldC0zMi1ieXRlcw==")]
    [InlineData("-_hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==")]
    [InlineData("WHSEC_c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==")]
    public void AnythingElse_IsNone(string secret) => WebhookSecrets.IsStandard(secret).ShouldBeFalse();

    [Theory]
    [InlineData(Bare, null, Bare)]
    [InlineData("whsec_" + Bare, null, "whsec_" + Bare)]
    [InlineData("whsec_" + Bare, null, Bare)]
    [InlineData(Bare, null, "whsec_" + Bare)]
    [InlineData("whsec_bmV3LXNlY3JldC1vZi0yNC1ieXRlcy0tLS0=", Bare, Bare)]
    [InlineData("whsec_bmV3LXNlY3JldC1vZi0yNC1ieXRlcy0tLS0=", Bare, "bmV3LXNlY3JldC1vZi0yNC1ieXRlcy0tLS0=")]
    public async Task ThePublicLibrary_TakesOurSignature(string secret, string? previous, string receivers)
    {
        await using var target = await Target.Answering(204);
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", secret), ("PreviousSecret", previous ?? ""));
        await services.Webhook().Send(ChannelsKit.Departed, Test);
        var message = target.Messages.Single();
        var library = new global::StandardWebhooks.StandardWebhook(receivers);

        Should.NotThrow(() => library.Verify(Encoding.UTF8.GetString(message.Body), message.Headers));
        Should.Throw<WebhookVerificationException>(() => library.Verify(Encoding.UTF8.GetString(message.Body) + " ", message.Headers));
    }
}
