using System.Net.Http.Headers;
using Flexport.Webhooks.Signatures;

namespace Simulator.Delivery;

/// <summary>One signed POST, as Flexport makes it. Never throws for what the other side does.</summary>
internal sealed class WebhookClient(int connections, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    }) { Timeout = timeout };

    public async Task<Answer> Post(Uri url, byte[] body, string signature, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) { Headers = { ContentType = Json } } };
        request.Headers.TryAddWithoutValidation(SignatureHeaders.Sha256Name, signature);
        var began = time.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request, stop);
            return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop), time.GetElapsedTime(began));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new Answer(0, fault.Message, time.GetElapsedTime(began));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Answer(0, FormattableString.Invariant($"No answer within {timeout.TotalSeconds} s."), time.GetElapsedTime(began));
        }
    }

    public void Dispose() => http.Dispose();
}
