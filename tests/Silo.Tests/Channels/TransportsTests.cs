using Grains.Interfaces.Subscriptions;
using Grains.Notifications;
using TestKit.Services;

namespace Silo.Tests.Channels;

/// <summary>What contacts are reached through, and how many messages at once.</summary>
public sealed class TransportsTests
{
    [Theory]
    [InlineData("webhook", "https://TMS.example/hooks/s3cret?token=s3cret", "webhook https://tms.example:443")]
    [InlineData("webhook", "http://10.0.0.1:8080/x", "webhook http://10.0.0.1:8080")]
    [InlineData("webhook", "https://[2001:DB8::1]/x", "webhook https://[2001:db8::1]:443")]
    [InlineData("webhook", "https://user:s3cret@bücher.example:444/x", "webhook https://xn--bcher-kva.example:444")]
    [InlineData("webhook", "s3cret", "webhook")]
    [InlineData("slack", "https://hooks.slack.com/services/T0/B0/s3cret", "slack https://hooks.slack.com:443")]
    [InlineData("email", null, "email mail.example:587")]
    public async Task AContact_IsReachedThroughAHostAndAPort(string channel, string? url, string transport)
    {
        await using var services = ChannelsKit.Channels(Mail);
        services.Channel(channel).Transport(new Contact("c", channel, "ops@example.com", url, "s3cret")).ShouldBe(transport);
    }

    [Fact]
    public async Task TheConfigurationsTargets_HaveOneToo()
    {
        await using var services = ChannelsKit.Channels([("Url", "https://hooks.example/s3cret"), ("Secret", ChannelsKit.Secret), ("Flexport:Notifications:Slack:Url", "https://slack.example/s3cret"), .. Mail]);
        new[] { "webhook", "slack", "email", "log", "record" }.Select(name => services.Channel(name).Transport(null)).ShouldBe(
            ["webhook https://hooks.example:443", "slack https://slack.example:443", "email mail.example:587", "log", "record"]);
    }

    [Fact]
    public async Task MailServers_GetFewAtOnce()
    {
        await using var services = ChannelsKit.Channels(Mail);
        new[] { "webhook", "slack", "email" }.Select(name => services.Channel(name).Slots).ShouldBe([32, 32, 4]);
    }

    [Fact]
    public async Task TestMessages_GoOneByOne_AndKeepNothingElseWaiting()
    {
        using var begun = new SemaphoreSlim(0);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // The first to say MAIL is a test, and is never answered.
        var said = 0;
        await using var server = MailServer.Start(command =>
        {
            if (!command.StartsWith("MAIL", StringComparison.Ordinal) || Interlocked.Increment(ref said) > 1) return null;
            begun.Release();
            return MailServer.Silence;
        });
        await using var services = ChannelsKit.ChannelsNow(Email.Mails.Settings(server));
        var email = services.Channel("email");
        var contact = new Contact("mail", "email", Address: "ops@example.com");
        var first = email.Send(ChannelsKit.Saying("{}", NotificationIds.Test), contact, enough.Token);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        var second = email.Send(ChannelsKit.Saying("{}", NotificationIds.Test), contact, enough.Token);
        (await email.Send(ChannelsKit.Saying("{}"), contact, TestContext.Current.CancellationToken)).Verdict.ShouldBe(SendVerdict.Sent);
        server.Commands.Count(static command => command.StartsWith("EHLO", StringComparison.Ordinal)).ShouldBe(2);
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Task.WhenAll(first, second));
    }

    private static (string Name, string Value)[] Mail =>
        [("Flexport:Notifications:Email:Host", "Mail.example"), ("Flexport:Notifications:Email:From", "freight@example.com")];
}
