using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using Grains.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Silo.Channels;
using Silo.Channels.Email;

namespace Silo.Tests.Channels;

public sealed class ChannelsRegistrationTests
{
    [Fact]
    public async Task WithoutATarget_TheStakeholderOfTheConfigurationHearsInTheLog()
    {
        await using var services = ChannelsKit.Channels();
        Configured(services).ShouldBe(["default:log log"]);
        services.GetServices<INotificationChannel>().Select(channel => channel.Name).ShouldBe(["log", "record", "webhook", "slack"]);
        foreach (var name in new[] { "log", "record" })
            (await services.Channel(name).Send(ChannelsKit.Departed, TestContext.Current.CancellationToken)).Verdict.ShouldBe(SendVerdict.Sent);
    }

    [Fact]
    public async Task WithATarget_TheStakeholderHearsThereToo()
    {
        await using var services = ChannelsKit.Channels(("Url", "https://hooks.example/flexport"), ("Secret", "a plain text"));
        Configured(services).ShouldBe(["default:webhook webhook"]);
    }

    [Fact]
    public async Task WithAllTargets_TheStakeholderHearsOverEachChannel()
    {
        await using var services = ChannelsKit.Channels(
        [
            ("Url", "https://hooks.example/flexport"), ("Secret", "a plain text"), ("Flexport:Notifications:Slack:Url", "https://hooks.slack.example/services/T0/B0/x"),
            .. Email(),
        ]);
        services.GetRequiredService<IStartupValidator>().Validate();
        Configured(services).ShouldBe(["default:webhook webhook", "default:email email", "default:slack slack"]);
        services.GetServices<INotificationChannel>().Select(channel => channel.Name).ShouldBe(["log", "record", "webhook", "email", "slack"]);
    }

    [Fact]
    public async Task AMailServerWithoutRecipients_IsForThoseWhoSubscribe()
    {
        await using var services = ChannelsKit.Channels(("Flexport:Notifications:Email:Host", "mail.example"), ("Flexport:Notifications:Email:From", "freight@example.com"));
        services.GetRequiredService<IStartupValidator>().Validate();
        Configured(services).ShouldBe(["default:log log"]);
        services.Channel("email").Problems(new Contact("mail", "email", Address: "desk@example.com")).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhereTheDefaultIsOff_NobodyHearsByConfiguration()
    {
        await using var services = ChannelsKit.Channels(("Url", "https://hooks.example/flexport"), ("Secret", "a plain text"), ("Flexport:Notifications:Default", "false"));
        Configured(services).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("webhook", null, null, null, null, "url: is an absolute https address, or http to one of Flexport:Notifications:AllowedNetworks.", "secret: is not set: what is sent must be signed.")]
    [InlineData("webhook", null, "https://user:pa55@hooks.example", "c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", null, "url: carries credentials: leave them out.")]
    [InlineData("webhook", null, "http://8.8.8.8/hook", "c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", null, "url: is http, which is for Flexport:Notifications:AllowedNetworks only: others would read it on its way.")]
    [InlineData("webhook", null, "http://127.0.0.1/hook", "c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", null)]
    [InlineData("webhook", "desk@example.com", "https://hooks.example", "c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", null, "address: is nothing that webhook has a use for.")]
    [InlineData("webhook", null, "https://hooks.example", "s3cret", null, "secret: " + WebhookSecrets.Rule)]
    [InlineData("webhook", null, "https://hooks.example", "whsec_czNjcmV0", null, "secret: " + WebhookSecrets.Rule)]
    [InlineData("webhook", null, "https://hooks.example", "whsec_c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", "whsec_s3cret!", "previousSecret: begins with whsec_, so base64 has to follow.")]
    [InlineData("webhook", null, "https://hooks.example", "whsec_c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", "an0ther of before")]
    [InlineData("slack", null, "https://hooks.slack.example/s3cret", null, null)]
    [InlineData("slack", null, "http://8.8.8.8/s3cret", null, null, "url: is http, which is for Flexport:Notifications:AllowedNetworks only: others would read it on its way.")]
    [InlineData("slack", null, "https://hooks.slack.example/x", "s3cret", null, "secret: is nothing that slack has a use for.")]
    [InlineData("email", "desk", null, null, null, "address: is one e-mail address, such as ops@example.com.")]
    [InlineData("email", "Desk <desk@example.com>", null, null, null)]
    [InlineData("log", null, null, null, null)]
    [InlineData("record", null, "https://hooks.example", null, null, "url: is nothing that record has a use for.")]
    public async Task WhatKeepsAContactFromBeingReached_IsToldByField_AndNotRepeated(
        string channel, string? address, string? url, string? secret, string? previous, params string[] problems)
    {
        await using var services = ChannelsKit.Channels(Email());
        var found = services.Channel(channel).Problems(new Contact("c", channel, address, url, secret, previous)).ToList();
        found.ShouldBe(problems);
        found.ShouldAllBe(problem => !problem.Contains("s3cret") && !problem.Contains("pa55"));
    }

    [Theory]
    [InlineData("ftp://hooks.example", "a-secret", "00:00:10", "Url")]
    [InlineData("hooks.example", "a-secret", "00:00:10", "Url")]
    [InlineData("https://user:password@hooks.example", "a-secret", "00:00:10", "Url")]
    [InlineData("https://hooks.example", "", "00:00:10", "Secret")]
    [InlineData("https://hooks.example", "whsec_", "00:00:10", "Secret")]
    [InlineData("https://hooks.example", "whsec_not base64", "00:00:10", "Secret")]
    [InlineData("https://hooks.example", "a-secret", "01:00:00", "Timeout")]
    [InlineData("http://8.8.8.8/hook", "a-secret", "00:00:10", "Url")]
    public async Task WrongSetting_IsNamedAtStart_AndNotRepeated(string url, string secret, string timeout, string name)
    {
        await using var services = ChannelsKit.Channels(("Url", url), ("Secret", secret), ("Timeout", timeout));
        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith($"Flexport:Notifications:Webhook:{name} ");
        refused.Message.ShouldNotContain("password");
        refused.Message.ShouldNotContain("a-secret");
    }

    [Theory]
    [InlineData("Host", "mail.example:25")]
    [InlineData("Host", "https://mail.example")]
    [InlineData("Port", "0")]
    [InlineData("Port", "65536")]
    [InlineData("Security", "7")]
    [InlineData("Password", "")]
    [InlineData("User", "")]
    [InlineData("From", "")]
    [InlineData("From", "nobody")]
    [InlineData("From", "nobody@")]
    [InlineData("From", "a@example.com, b@example.com")]
    [InlineData("From", "nobody@example.org\r\nBcc: thief@example.com")]
    [InlineData("To:0", "")]
    [InlineData("To:0", "undisclosed: a@example.com;")]
    [InlineData("To:1", "ops")]
    [InlineData("Timeout", "00:00:00.099")]
    [InlineData("Timeout", "00:01:00.001")]
    public async Task WrongEmailSetting_IsNamedAtStart_AndNotRepeated(string setting, string value)
    {
        await using var services = ChannelsKit.Channels(Email((setting, value)));
        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith($"Flexport:Notifications:Email:{setting} ");
        refused.Message.ShouldNotContain("pass-word");
        if (value.Length > 3) refused.Message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("8.8.8.8", "None", false)]
    [InlineData("127.0.0.1", "None", true)]
    [InlineData("mail.example", "None", true)]
    [InlineData("8.8.8.8", "StartTls", true)]
    [InlineData("8.8.8.8", "Tls", true)]
    public async Task APassword_GoesInClearToTheCompanysNetworksOnly(string host, string security, bool good)
    {
        await using var services = ChannelsKit.Channels(Email(("Host", host), ("Security", security)));
        if (good)
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return;
        }

        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith("Flexport:Notifications:Email:Security is None");
        refused.Message.ShouldNotContain("pass-word");
    }

    [Theory]
    [InlineData("https://freight.example", null, null)]
    [InlineData("https://freight.example/flexport/", "a key of at least thirty-two characters", null)]
    [InlineData("http://localhost:8080", null, null)]
    [InlineData("http://127.0.0.1:8080", null, null)]
    [InlineData("http://8.8.8.8", null, "PublicUrl")]
    [InlineData("freight.example", null, "PublicUrl")]
    [InlineData("https://user:s3cret@freight.example", null, "PublicUrl")]
    [InlineData("https://freight.example/?a=s3cret", null, "PublicUrl")]
    [InlineData("https://freight.example", "s3cret", "LinkKey")]
    public async Task TheAddressForLinks_IsCheckedAtStart_AndNotRepeated(string url, string? key, string? wrong)
    {
        await using var services = ChannelsKit.Channels(("Flexport:PublicUrl", url), ("Flexport:LinkKey", key ?? ""));
        if (wrong is null)
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return;
        }

        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith($"Flexport:{wrong} ");
        refused.Message.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task AllThatIsWrong_IsToldAtOnce()
    {
        await using var services = ChannelsKit.Channels(("Flexport:Notifications:Email:Host", "mail.example:25"), ("Flexport:Notifications:Email:User", "freight"));
        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.Select(failure => failure.Split(' ')[0]).ShouldBe(
            ["Flexport:Notifications:Email:Host", "Flexport:Notifications:Email:Password", "Flexport:Notifications:Email:From"]);
    }

    [Theory]
    [InlineData("StartTls", null, 587)]
    [InlineData("Tls", null, 465)]
    [InlineData("None", null, 25)]
    [InlineData("None", "2525", 2525)]
    [InlineData(null, null, 587)]
    public async Task Port_FollowsFromTheSecurity_UnlessItIsSaid(string? security, string? port, int used)
    {
        var settings = Email();
        if (security is not null) settings = [.. settings, ("Flexport:Notifications:Email:Security", security)];
        if (port is not null) settings = [.. settings, ("Flexport:Notifications:Email:Port", port)];
        await using var services = ChannelsKit.Channels(settings);
        services.GetRequiredService<IOptions<EmailChannelOptions>>().Value.PortInUse.ShouldBe(used);
    }

    [Theory]
    [InlineData("https://hooks.slack.example/services/T0/B0/t0ken", null)]
    [InlineData("http://127.0.0.1/services/T0/B0/t0ken", null)]
    [InlineData("http://chat.inner.example/services/T0/B0/t0ken", null)]
    [InlineData("http://8.8.8.8/services/T0/B0/t0ken", "Url")]
    [InlineData("ftp://hooks.slack.example/t0ken", "Url")]
    [InlineData("hooks.slack.example/t0ken", "Url")]
    [InlineData("https://user:t0ken@hooks.slack.example", "Url")]
    public async Task SlacksAddress_IsCheckedAtStart_AndNotRepeated(string url, string? wrong)
    {
        await using var services = ChannelsKit.Channels(("Flexport:Notifications:Slack:Url", url));
        if (wrong is null)
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return;
        }

        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith($"Flexport:Notifications:Slack:{wrong} ");
        refused.Message.ShouldNotContain("t0ken");
    }

    /// <summary>Who hears by configuration, and where.</summary>
    private static IEnumerable<string> Configured(ServiceProvider services) =>
        services.GetRequiredService<IReadOnlyList<Subscriber>>().Select(static one => $"{one.Id} {one.Target}");

    /// <summary>Good settings of the e-mail channel, but for these.</summary>
    private static (string Name, string Value)[] Email(params (string Name, string Value)[] but)
    {
        var settings = new Dictionary<string, string>
        {
            ["Host"] = "mail.example", ["User"] = "freight", ["Password"] = "pass-word", ["From"] = "Freight <freight@example.com>", ["To:0"] = "ops@example.com",
        };
        foreach (var (name, value) in but) settings[name] = value;
        return [.. settings.Select(setting => (ChannelsKit.Full("Email", setting.Key), setting.Value))];
    }
}
