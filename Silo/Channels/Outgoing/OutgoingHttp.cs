using System.Net;
using System.Net.Http.Headers;
using Grains.Notifications;

namespace Silo.Channels.Outgoing;

/// <summary>Posts to targets through the guard, and reads from the answer what it means for the message: <see cref="HttpVerdicts"/>.</summary>
/// <param name="timeout">How long one attempt may take.</param>
internal sealed class OutgoingHttp(GuardedConnector connector, OutgoingTls tls, TimeProvider time, TimeSpan timeout) : IDisposable
{
    /// <summary>A target that asks for more patience than this is asked again all the same.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        // A redirect would lead the message to where nobody meant it to go.
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would connect where the guard does not look.
        UseProxy = false,
        SslOptions = tls.Options(),
        ConnectCallback = async (context, cancellation) => await connector.Connect(
            context.DnsEndPoint, cancellation, onlyAllowed: context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp),
        ConnectTimeout = timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // takes over a changed address
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => http.Dispose();

    /// <param name="request">Without a body. Disposed of here.</param>
    /// <param name="reason">What the answer's body says of a refusal, in words that are known beforehand; null for none.</param>
    public async Task<SendResult> Send(
        HttpRequestMessage request, ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, CancellationToken cancellation, Func<HttpResponseMessage, CancellationToken, Task<string?>>? reason = null)
    {
        using var disposable = request;
        var content = new WatchedContent(body, type);
        request.Content = content;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var said = response.IsSuccessStatusCode || reason is null ? null : await reason(response, patience.Token);
            return HttpVerdicts.Of(response.StatusCode, RetryAfter(response), said);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Unreached($"No {(content.HasBegun ? "answer" : "connection")} within {timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException fault) when (fault.InnerException is ForbiddenTargetException forbidden)
        {
            return Unreached(forbidden.Message);
        }
        catch (HttpRequestException fault)
        {
            // Its message may repeat the address; its kind says enough.
            return Unreached($"The target cannot be reached: {fault.HttpRequestError}.");
        }

        // Whoever was connected to is there: that this address of it does not answer says nothing of its others.
        SendResult Unreached(string error) => new(SendVerdict.Retry, Error: error, Fault: content.HasBegun ? SendFault.Target : SendFault.Transport, MayHaveArrived: content.HasBegun);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (asked is not { } wait || wait <= TimeSpan.Zero) return null;
        return wait < LongestRetryAfter ? wait : LongestRetryAfter;
    }
}
