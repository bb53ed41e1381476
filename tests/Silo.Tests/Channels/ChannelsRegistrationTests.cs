using Grains.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Silo.Tests.Channels;

public sealed class ChannelsRegistrationTests
{
    [Fact]
    public async Task WithoutATarget_TheDefaultStakeholderHearsInTheLog()
    {
        await using var services = ChannelsKit.Channels();
        services.GetRequiredService<IReadOnlyList<Subscription>>().ShouldBe([new Subscription("default:log", "log")]);
        var channel = services.GetServices<INotificationChannel>().Single();
        channel.Name.ShouldBe("log");
        (await channel.Send(ChannelsKit.Departed, TestContext.Current.CancellationToken)).Verdict.ShouldBe(SendVerdict.Sent);
    }

    [Fact]
    public async Task WithATarget_TheDefaultStakeholderHearsThereToo()
    {
        await using var services = ChannelsKit.Channels(("Url", "https://hooks.example/flexport"), ("Secret", "a plain text"));
        services.GetRequiredService<IReadOnlyList<Subscription>>()
            .ShouldBe([new Subscription("default:log", "log"), new Subscription("default:webhook", "webhook")]);
        services.GetServices<INotificationChannel>().Select(channel => channel.Name).ShouldBe(["log", "webhook"]);
    }

    [Theory]
    [InlineData("ftp://hooks.example", "a-secret", "00:00:10", "Url")]
    [InlineData("hooks.example", "a-secret", "00:00:10", "Url")]
    [InlineData("https://user:password@hooks.example", "a-secret", "00:00:10", "Url")]
    [InlineData("https://hooks.example", "", "00:00:10", "Secret")]
    [InlineData("https://hooks.example", "whsec_", "00:00:10", "Secret")]
    [InlineData("https://hooks.example", "whsec_not base64", "00:00:10", "Secret")]
    [InlineData("https://hooks.example", "a-secret", "01:00:00", "Timeout")]
    public async Task WrongSetting_IsNamedAtStart_AndNotRepeated(string url, string secret, string timeout, string name)
    {
        await using var services = ChannelsKit.Channels(("Url", url), ("Secret", secret), ("Timeout", timeout));
        var refused = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        refused.Failures.ShouldHaveSingleItem().ShouldStartWith($"Flexport:Notifications:Webhook:{name} ");
        refused.Message.ShouldNotContain("password");
        refused.Message.ShouldNotContain("a-secret");
    }

    [Theory]
    [InlineData("https://hooks.example", "00:00:10", "00:00:15", false)]
    [InlineData("https://hooks.example", "00:00:10", "00:00:15.001", true)]
    [InlineData("https://hooks.example", "00:00:25", "00:00:30", false)]
    [InlineData("https://hooks.example", "00:00:24", "00:00:30", true)]
    [InlineData("", "00:00:25", "00:00:10", true)]
    public async Task Lease_OutlastsTheSlowestAnswer(string url, string timeout, string lease, bool good)
    {
        await using var services = ChannelsKit.Channels(
            ("Url", url), ("Secret", "a-secret"), ("Timeout", timeout), ($"{NotificationOptions.Section}:Lease", lease));
        var options = services.GetRequiredService<IOptions<NotificationOptions>>();
        if (good) options.Value.Lease.ShouldBe(TimeSpan.Parse(lease, System.Globalization.CultureInfo.InvariantCulture));
        else Should.Throw<OptionsValidationException>(() => options.Value).Message.ShouldContain("Flexport:Notifications:Lease");
    }
}
