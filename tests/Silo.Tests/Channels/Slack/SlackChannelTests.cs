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
    [InlineData(200, "ok", SendVerdict.Sent, SendFault.None, null)]
    [InlineData(302, "", SendVerdict.Failed, SendFault.Message, "302")]
    [InlineData(400, "invalid_payload", SendVerdict.Failed, SendFault.Message, "400 (invalid_payload)")]
    [InlineData(400, "invalid_blocks: https://hooks.slack.example/T0/s3cret", SendVerdict.Failed, SendFault.Message, "400 (invalid_blocks)")]
    [InlineData(403, "action_prohibited", SendVerdict.Retry, SendFault.Target, "403 (action_prohibited)")]
    [InlineData(404, "channel_not_found", SendVerdict.Failed, SendFault.Message, "404 (channel_not_found)")]
    [InlineData(404, "no_service\n", SendVerdict.Failed, SendFault.Message, "404 (no_service)")]
    [InlineData(404, "", SendVerdict.Failed, SendFault.Message, "404")]
    [InlineData(404, "s3cret", SendVerdict.Failed, SendFault.Message, "404")]
    [InlineData(410, "channel_is_archived", SendVerdict.Failed, SendFault.Message, "410 (channel_is_archived)")]
    [InlineData(429, "rate_limited", SendVerdict.Retry, SendFault.Target, "429 (rate_limited)")]
    [InlineData(500, "rollup_error", SendVerdict.Retry, SendFault.Target, "500 (rollup_error)")]
    public async Task Answer_DecidesWhatBecomesOfIt_AndIsNamedInKnownWordsOnly(int status, string body, SendVerdict verdict, SendFault fault, string? named)
    {
        await using var target = await Target.Start(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "7";
            await context.Response.WriteAsync(body);
        });
        await using var services = ChannelsKit.Channels((Url, target.Url));
        var result = await services.Channel("slack").Send(ChannelsKit.Departed, Test);
        (result.Verdict, result.Fault).ShouldBe((verdict, fault));
        result.RetryAfter.ShouldBe(verdict == SendVerdict.Retry ? TimeSpan.FromSeconds(7) : null);
        if (named is null) result.Error.ShouldBeNull();
        else result.Error!.ShouldStartWith($"The target answered {named}");
        result.Error?.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task AnAnswerWithoutEnd_IsNotWaitedFor()
    {
        await using var target = await Target.Start(async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("invalid");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var services = ChannelsKit.Channels((Url, target.Url), ("Flexport:Notifications:Slack:Timeout", "00:00:05"));
        (await services.Channel("slack").Send(ChannelsKit.Departed, Test)).ShouldBe(
            new SendResult(SendVerdict.Failed, Error: "The target answered 400: it does not take this message.", Fault: SendFault.Message));
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
