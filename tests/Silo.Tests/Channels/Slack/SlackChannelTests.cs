using Grains.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Silo.Channels.Slack;
using Silo.Channels.Wording;

namespace Silo.Tests.Channels.Slack;

public sealed class SlackChannelTests
{
    private const string Url = "Flexport:Notifications:Slack:Url";

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsPosted_IsTheTextOfTheNews()
    {
        var notification = ChannelsKit.Saying("""{"name":"Spring","occurredAt":"2026-03-01T08:30:00+00:00","location":{"name":"Rotterdam","country":"NL"}}""");
        var message = await Posted(notification);
        message.ShouldBe(SlackText.Write(News.Of(notification)));
    }

    [Theory]
    [InlineData(200, "ok", SendVerdict.Sent)]
    [InlineData(302, "", SendVerdict.Retry)]
    [InlineData(400, "invalid_payload", SendVerdict.Retry)]
    [InlineData(403, "action_prohibited", SendVerdict.Retry)]
    [InlineData(404, "channel_not_found", SendVerdict.Retry)]
    [InlineData(404, "", SendVerdict.Retry)]
    [InlineData(404, "no_", SendVerdict.Retry)]
    [InlineData(404, "no_service", SendVerdict.Failed)]
    [InlineData(404, "no_service\n", SendVerdict.Failed)]
    [InlineData(403, "no_service", SendVerdict.Retry)]
    [InlineData(410, "channel_is_archived", SendVerdict.Failed)]
    [InlineData(429, "rate_limited", SendVerdict.Retry)]
    [InlineData(500, "rollup_error", SendVerdict.Retry)]
    public async Task Answer_DecidesWhetherItIsWorthTryingAgain(int status, string body, SendVerdict verdict)
    {
        await using var target = await Target.Start(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            await context.Response.WriteAsync(body);
        });
        await using var services = ChannelsKit.Channels((Url, target.Url));
        var result = await services.Channel("slack").Send(ChannelsKit.Departed, Test);
        result.Verdict.ShouldBe(verdict);
        result.RetryAfter.ShouldBe(verdict == SendVerdict.Retry ? TimeSpan.FromSeconds(7) : null);
        result.Error.ShouldBe(verdict == SendVerdict.Sent ? null : $"The target answered {status}.");
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/hook")]
    [InlineData("https://localhost:9/hook")]
    [InlineData("http://localhost:9/hook")]
    public async Task TargetInsideTheCompany_IsNotSentTo_UnlessItsNetworkIsAllowed(string url)
    {
        await using var services = ChannelsKit.Channels((Url, url), ("Flexport:Notifications:AllowedNetworks:0", "10.9.0.0/16"));
        var result = await services.Channel("slack").Send(ChannelsKit.Departed, Test);
        result.Verdict.ShouldBe(SendVerdict.Retry);
        result.Error!.ShouldContain("Flexport:Notifications:AllowedNetworks");
    }

    private static async Task<byte[]> Posted(Notification notification)
    {
        await using var target = await Target.Answering(200);
        await using var services = ChannelsKit.Channels((Url, target.Url));
        (await services.Channel("slack").Send(notification, Test)).ShouldBe(new SendResult(SendVerdict.Sent));
        var message = target.Messages.Single();
        message.Headers.ContentType.ToString().ShouldBe("application/json; charset=utf-8");
        return message.Body;
    }
}
