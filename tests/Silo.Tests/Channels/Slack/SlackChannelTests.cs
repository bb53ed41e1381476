using System.Text;
using System.Text.Json;
using Grains.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Silo.Tests.Channels.Slack;

public sealed class SlackChannelTests
{
    private const string Url = "Flexport:Notifications:Slack:Url";

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Departure_IsATextAndBlocks()
    {
        var message = await Posted(ChannelsKit.Saying("""{"name":"Spring","occurredAt":"2026-03-01T08:30:00+00:00","location":{"name":"Rotterdam","country":"NL"}}"""));
        message.ShouldBe("""
            {
              "text": "FLEX-460723 departed Rotterdam",
              "blocks": [
                {
                  "type": "section",
                  "text": {
                    "type": "mrkdwn",
                    "text": "*FLEX-460723 departed Rotterdam*"
                  }
                },
                {
                  "type": "section",
                  "text": {
                    "type": "mrkdwn",
                    "text": "FLEX-460723 (Spring) departed Rotterdam, NL on 1 March 2026, 08:30 UTC."
                  }
                },
                {
                  "type": "section",
                  "fields": [
                    {
                      "type": "mrkdwn",
                      "text": "*Shipment*\nFLEX-460723"
                    },
                    {
                      "type": "mrkdwn",
                      "text": "*Name*\nSpring"
                    },
                    {
                      "type": "mrkdwn",
                      "text": "*When*\n1 March 2026, 08:30 UTC"
                    },
                    {
                      "type": "mrkdwn",
                      "text": "*Where*\nRotterdam, NL"
                    }
                  ]
                }
              ]
            }
            """);
    }

    [Theory]
    [InlineData("<!channel>", "&lt;!channel&gt;")]
    [InlineData("<@U012|boss>", "&lt;@U012|boss&gt;")]
    [InlineData("<https://evil.example|here>", "&lt;https://evil.example|here&gt;")]
    [InlineData("Smith & Sons &lt;", "Smith &amp; Sons &amp;lt;")]
    [InlineData("Ærø 雨燕", "Ærø 雨燕")]
    [InlineData("two\r\nlines", "two lines")]
    public async Task NothingInAText_CallsAnybody(string place, string written)
    {
        var message = await Posted(ChannelsKit.Saying($$$"""{"location":{"name":{{{JsonSerializer.Serialize(place)}}}}}"""));
        using var json = JsonDocument.Parse(message);
        json.RootElement.GetProperty("text").GetString().ShouldBe($"FLEX-460723 departed {written}");
        json.RootElement.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString().ShouldBe($"*FLEX-460723 departed {written}*");
        json.RootElement.GetProperty("blocks")[2].GetProperty("fields")[1].GetProperty("text").GetString().ShouldBe($"*Where*\n{written}");
    }

    [Theory]
    [InlineData(1, "Correction: FLEX-460723 departed", "{}")]
    [InlineData(1, "Withdrawn: FLEX-460723 has not departed", """{"withdrawn":true}""")]
    public async Task CorrectionsAndWithdrawals_SaySo(int revision, string text, string message)
    {
        using var json = JsonDocument.Parse(await Posted(ChannelsKit.Saying(message, revision: revision)));
        json.RootElement.GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task LongestMessage_KeepsToSlacksBounds()
    {
        var name = new string('&', 500);
        var more = string.Concat(Enumerable.Range(0, 30).Select(i => $",\"more{i}\":\"{name}\""));
        var json = JsonDocument.Parse(await Posted(ChannelsKit.Saying($$"""{"name":"{{name}}","status":"{{name}}","location":{"name":"{{name}}","country":"{{name}}"}{{more}}}""", $"news:{name}", id: name)));
        foreach (var block in json.RootElement.GetProperty("blocks").EnumerateArray())
        {
            if (block.TryGetProperty("text", out var text)) text.GetProperty("text").GetString()!.Length.ShouldBeInRange(1, 3000);
            if (!block.TryGetProperty("fields", out var fields)) continue;
            fields.GetArrayLength().ShouldBeInRange(1, 10);
            foreach (var field in fields.EnumerateArray()) field.GetProperty("text").GetString()!.Length.ShouldBeInRange(1, 2000);
        }
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

    private static async Task<string> Posted(Notification notification)
    {
        await using var target = await Target.Answering(200);
        await using var services = ChannelsKit.Channels((Url, target.Url));
        (await services.Channel("slack").Send(notification, Test)).ShouldBe(new SendResult(SendVerdict.Sent));
        var message = target.Messages.Single();
        message.Headers.ContentType.ToString().ShouldBe("application/json; charset=utf-8");
        using var json = JsonDocument.Parse(message.Body);
        return JsonSerializer.Serialize(json.RootElement, Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
