using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Grains.Notifications;
using Silo.Channels;

namespace Silo.Tests.Channels;

public sealed class WebhookChannelTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("whsec_c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", "shared-with-the-target-32-bytes")]
    [InlineData("c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==", "shared-with-the-target-32-bytes", "c2hhcmVkLXdpdGgtdGhlLXRhcmdldC0zMi1ieXRlcw==")]
    [InlineData("a plain text", "a plain text")]
    [InlineData("YWJj", "YWJj")]
    public async Task Message_IsSignedOverIdTimestampAndBody(string secret, params string[] keys)
    {
        await using var target = await Target.Answering(204);
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", secret));
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).ShouldBe(new SendResult(SendVerdict.Sent));

        var message = target.Messages.Single();
        message.Body.ShouldBe(WebhookBody.Of(ChannelsKit.Departed).ToArray());
        message.Headers.ContentType.ToString().ShouldBe("application/json");
        message.Headers["webhook-id"].ToString().ShouldBe("ntf_7");
        var timestamp = message.Headers["webhook-timestamp"].ToString();
        long.Parse(timestamp, CultureInfo.InvariantCulture).ShouldBeInRange(before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        byte[] signed = [.. Encoding.UTF8.GetBytes($"ntf_7.{timestamp}."), .. message.Body];
        message.Headers["webhook-signature"].ToString().Split(' ').ShouldBe(keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed))));
    }

    [Theory]
    [InlineData(200, SendVerdict.Sent, SendFault.None)]
    [InlineData(202, SendVerdict.Sent, SendFault.None)]
    [InlineData(301, SendVerdict.Failed, SendFault.Message)]
    [InlineData(400, SendVerdict.Failed, SendFault.Message)]
    [InlineData(401, SendVerdict.Retry, SendFault.Target)]
    [InlineData(403, SendVerdict.Retry, SendFault.Target)]
    [InlineData(404, SendVerdict.Failed, SendFault.Message)]
    [InlineData(405, SendVerdict.Failed, SendFault.Message)]
    [InlineData(407, SendVerdict.Retry, SendFault.Target)]
    [InlineData(408, SendVerdict.Retry, SendFault.Target)]
    [InlineData(410, SendVerdict.Failed, SendFault.Message)]
    [InlineData(413, SendVerdict.Failed, SendFault.Message)]
    [InlineData(415, SendVerdict.Failed, SendFault.Message)]
    [InlineData(422, SendVerdict.Failed, SendFault.Message)]
    [InlineData(425, SendVerdict.Retry, SendFault.Target)]
    [InlineData(429, SendVerdict.Retry, SendFault.Target)]
    [InlineData(500, SendVerdict.Retry, SendFault.Target, true)]
    [InlineData(503, SendVerdict.Retry, SendFault.Target, true)]
    public async Task Status_DecidesWhatBecomesOfIt_AndWhoseFaultItIs(int status, SendVerdict verdict, SendFault fault, bool mayHaveArrived = false)
    {
        await using var target = await Target.Answering(status);
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        var result = await services.Webhook().Send(ChannelsKit.Departed, Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((verdict, fault, mayHaveArrived));
        if (verdict != SendVerdict.Sent) result.Error!.ShouldContain(status.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(401, "address and secret")]
    [InlineData(301, "new address")]
    [InlineData(404, "address")]
    [InlineData(413, "too large")]
    public async Task Error_SaysWhatToDo_AndTellsNoAddress(int status, string said)
    {
        await using var target = await Target.Answering(status, static response => response.Headers.Location = "/elsewhere?token=query-secret");
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        var error = (await services.Webhook().Send(ChannelsKit.Departed, Test)).Error!;
        error.ShouldContain(said);
        error.ShouldNotContain("query-secret");
    }

    [Fact]
    public async Task WhileTheSecretIsReplaced_BothSign()
    {
        await using var target = await Target.Answering(204);
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", "the new one"), ("PreviousSecret", "the former one"));
        await services.Webhook().Send(ChannelsKit.Departed, Test);

        var message = target.Messages.Single();
        var headers = message.Headers;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"ntf_7.{headers["webhook-timestamp"]}."), .. message.Body];
        headers["webhook-signature"].ToString().Split(' ').ShouldBe(
            new[] { "the new one", "the former one" }.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed))));
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/hook")]
    [InlineData("https://2130706433:9/hook")]
    [InlineData("https://0x7f.1:9/hook")]
    [InlineData("https://0177.0.0.1:9/hook")]
    [InlineData("https://[::1]:9/hook")]
    [InlineData("https://[::ffff:127.0.0.1]:9/hook")]
    [InlineData("http://localhost:9/hook")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    public async Task TargetInsideTheCompany_IsNotSentTo_UnlessItsNetworkIsAllowed(string url)
    {
        await using var services = ChannelsKit.Channels(("Url", url), ("Secret", ChannelsKit.Secret), ("Flexport:Notifications:AllowedNetworks:0", "10.9.0.0/16"));
        var result = await services.Webhook().Send(ChannelsKit.Departed, Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Retry, SendFault.Transport, false));
        result.Error!.ShouldContain("Flexport:Notifications:AllowedNetworks");
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var target = await Target.Answering(307, response => response.Headers.Location = "/elsewhere");
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).Verdict.ShouldBe(SendVerdict.Failed);
        target.Messages.Single().Path.ShouldBe("/hook");
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "0", null)]
    [InlineData(503, "999999", 3600)]
    [InlineData(503, "Sat, 01 Jan 2000 00:00:00 GMT", null)]
    [InlineData(503, "soon", null)]
    [InlineData(503, null, null)]
    public async Task RetryAfter_IsHonouredUpToAnHour(int status, string? header, int? seconds)
    {
        await using var target = await Target.Answering(status, response => response.Headers.RetryAfter = header);
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        var result = await services.Webhook().Send(ChannelsKit.Departed, Test);
        result.Verdict.ShouldBe(SendVerdict.Retry);
        result.RetryAfter.ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
    }

    [Fact]
    public async Task RetryAfterAsADate_IsTheTimeUntilThen()
    {
        await using var target = await Target.Answering(503, response => response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddSeconds(100).ToString("R"));
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        var result = await services.Webhook().Send(ChannelsKit.Departed, Test);
        result.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(60, 100);
    }

    [Fact]
    public async Task TargetThatHangs_IsGivenUpAndTriedAgain_AndMayHaveIt()
    {
        await using var target = await Target.Start(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret), ("Timeout", "00:00:05"));
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).ShouldBe(
            new SendResult(SendVerdict.Retry, Error: "No answer within 5 s.", Fault: SendFault.Target, MayHaveArrived: true));
    }

    [Fact]
    public async Task TargetThatHangsUpOnTheMessage_MayHaveIt()
    {
        await using var target = await Target.Start(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var services = ChannelsKit.Channels(("Url", target.Url), ("Secret", ChannelsKit.Secret));
        var result = await services.Webhook().Send(ChannelsKit.Departed, Test);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Retry, SendFault.Target, true));
    }

    [Fact]
    public async Task TargetThatNeverSpeaksTls_HasNothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var services = ChannelsKit.Channels(("Url", $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook"), ("Secret", ChannelsKit.Secret), ("Timeout", "00:00:00.5"));
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).ShouldBe(new SendResult(SendVerdict.Retry, Error: "No connection within 0.5 s.", Fault: SendFault.Transport));
    }

    [Fact]
    public async Task TargetWithoutTls_HasNothing()
    {
        await using var target = await Target.Answering(200);
        await using var services = ChannelsKit.Channels(("Url", target.Url.Replace("http:", "https:", StringComparison.Ordinal)), ("Secret", ChannelsKit.Secret));
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).ShouldBe(
            new SendResult(SendVerdict.Retry, Error: "The target cannot be reached: SecureConnectionError.", Fault: SendFault.Transport));
    }

    [Fact]
    public async Task TargetThatIsNotThere_IsTriedAgain_AndTheErrorTellsNoAddress()
    {
        string url;
        await using (var gone = await Target.Answering(200)) url = gone.Url;
        await using var services = ChannelsKit.Channels(("Url", url), ("Secret", ChannelsKit.Secret));
        (await services.Webhook().Send(ChannelsKit.Departed, Test)).ShouldBe(
            new SendResult(SendVerdict.Retry, Error: "The target cannot be reached: ConnectionError.", Fault: SendFault.Transport));
    }
}
