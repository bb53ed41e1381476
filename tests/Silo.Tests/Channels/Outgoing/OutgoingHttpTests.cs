using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Grains.Notifications;
using Microsoft.Extensions.Options;
using Silo.Channels.Outgoing;

namespace Silo.Tests.Channels.Outgoing;

public sealed class OutgoingHttpTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AHostWithoutAnAddress_IsTheWaysFault_AndTheErrorTellsNoName()
    {
        var result = await Send(static _ => throw new SocketException((int)SocketError.HostNotFound), Timeout.InfiniteTimeSpan);
        (result.Verdict, result.Fault, result.MayHaveArrived).ShouldBe((SendVerdict.Retry, SendFault.Transport, false));
        result.Error!.ShouldStartWith("The target cannot be reached: ");
        result.Error.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task ANameServerThatHangs_IsTheWaysFault() =>
        (await Send(static async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        }, TimeSpan.FromMilliseconds(200))).ShouldBe(
            new SendResult(SendVerdict.Retry, Error: "No connection within 0.2 s.", Fault: SendFault.Transport));

    private static async Task<SendResult> Send(Func<CancellationToken, Task<IPAddress[]>> resolve, TimeSpan timeout)
    {
        var connector = new GuardedConnector(Options.Create(new OutgoingOptions()), (_, cancellation) => resolve(cancellation));
        using var http = new OutgoingHttp(connector, new OutgoingTls(), TimeProvider.System, timeout);
        return await http.Send(new HttpRequestMessage(HttpMethod.Post, "https://s3cret.example/hook"), ChannelsKit.Body, new MediaTypeHeaderValue("application/json"), Test);
    }
}
