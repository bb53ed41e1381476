using System.Net;
using Grains.Notifications;

namespace Silo.Channels.Outgoing;

/// <summary>Posts to one target through the guard, and reads from the answer what it means for the message.</summary>
/// <param name="timeout">How long one attempt may take.</param>
/// <param name="plainOnlyInside">Unencrypted http only to the networks that the operator allowed: for addresses that are secrets.</param>
internal sealed class OutgoingHttp(GuardedConnector connector, TimeProvider time, TimeSpan timeout, bool plainOnlyInside = false) : IDisposable
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
        ConnectCallback = (context, cancellation) => connector.Connect(
            context.DnsEndPoint, cancellation, onlyAllowed: plainOnlyInside && context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp),
        ConnectTimeout = timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // takes over a changed address
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => http.Dispose();

    /// <param name="request">Disposed of here.</param>
    /// <param name="isGone">Whether an answer other than 410 says as well that the target is gone for good.</param>
    public async Task<SendResult> Send(
        HttpRequestMessage request, CancellationToken cancellation, Func<HttpResponseMessage, CancellationToken, Task<bool>>? isGone = null)
    {
        using var disposable = request;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.IsSuccessStatusCode) return new SendResult(SendVerdict.Sent);
            var error = $"The target answered {(int)response.StatusCode}.";
            // A wrong secret, a path not deployed yet, a proxy in the way: people mend them while the retries last. Only "gone" is meant for good.
            return response.StatusCode == HttpStatusCode.Gone || (isGone is not null && await isGone(response, patience.Token))
                ? new SendResult(SendVerdict.Failed, Error: error)
                : new SendResult(SendVerdict.Retry, RetryAfter(response), error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendResult(SendVerdict.Retry, Error: $"No answer within {timeout.TotalSeconds:0.#} s.");
        }
        catch (HttpRequestException fault) when (fault.InnerException is ForbiddenTargetException forbidden)
        {
            return new SendResult(SendVerdict.Retry, Error: forbidden.Message);
        }
        catch (HttpRequestException fault)
        {
            // Its message may repeat the address; its kind says enough.
            return new SendResult(SendVerdict.Retry, Error: $"The target cannot be reached: {fault.HttpRequestError}.");
        }
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
