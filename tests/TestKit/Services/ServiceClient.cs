using System.Net.Http.Headers;
using System.Text.Json;

namespace TestKit.Services;

/// <summary>What a delivery was answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Outcome"><c>applied</c>, <c>duplicate</c>, <c>conflict</c>, <c>dead_letter</c> or <c>parked</c>; null unless the status is 200.</param>
public sealed record DeliveryAnswer(int Status, string? Outcome, TimeSpan? RetryAfter);

/// <summary>Speaks to the service as Flexport and as an operator do.</summary>
public sealed class ServiceClient : IDisposable
{
    private readonly HttpClient http;

    /// <param name="apiKey">The bearer token, or null to come without one.</param>
    public ServiceClient(Uri url, string secret, string? apiKey)
    {
        Secret = secret;
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        if (apiKey is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    public string Secret { get; }

    /// <summary>Delivers a body, signed.</summary>
    /// <exception cref="HttpRequestException">No answer: whether it was accepted is unknown.</exception>
    public async Task<DeliveryAnswer> Deliver(byte[] body)
    {
        using var answer = await Send(Signed.Delivery("/webhooks/flexport", body, Secret));
        var outcome = answer.IsSuccessStatusCode
            ? JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).At("status")
            : null;
        return new DeliveryAnswer((int)answer.StatusCode, outcome, answer.Headers.RetryAfter?.Delta);
    }

    /// <summary>Delivers as Flexport does: again until there is a 200.</summary>
    /// <exception cref="TimeoutException">There was none; the message tells the last answer.</exception>
    public Task DeliverUntilAccepted(byte[] body) =>
        Eventually.Reads(() => TryDeliver(body), status => status == 200, "the delivery is answered with 200");

    /// <summary>Delivers; 0 where there was no answer.</summary>
    public async Task<int> TryDeliver(byte[] body, CancellationToken cancellation = default)
    {
        try
        {
            using var answer = await Send(Signed.Delivery("/webhooks/flexport", body, Secret), cancellation);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>The status of a GET; 0 where there was no answer.</summary>
    public async Task<int> Status(string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    /// <summary>What a GET answers, or null for 404.</summary>
    /// <exception cref="HttpRequestException">Any other answer than 200.</exception>
    public async Task<JsonElement?> Read(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        if ((int)answer.StatusCode == 404) return null;
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"GET {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}", null, answer.StatusCode);
        }

        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The bytes that a GET answers, or null for 404.</summary>
    public async Task<byte[]?> ReadBytes(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        if ((int)answer.StatusCode == 404) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Waits until the lists of this process show all that it has acknowledged. A front end has none of its own, and programs of before wrote them at once.</summary>
    public Task ListsFollowed() => Eventually.Reads(
        () => Read("/health/ready"),
        static answer => answer is not { } ready || !ready.TryGetProperty("details", out var details) || !details.TryGetProperty("lists", out var lists) || lists.GetProperty("waitingRows").GetDouble() == 0);

    /// <summary>All rows of a paged list.</summary>
    /// <param name="path">With its query, but for the cursor.</param>
    public async Task<IReadOnlyList<JsonElement>> ReadAll(string path)
    {
        var rows = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await Read(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "limit=500" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            if (page is not { } found) return rows;
            rows.AddRange(found.GetProperty("items").EnumerateArray());
            cursor = found.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (cursor is not null);
        return rows;
    }

    /// <summary>Any request; the caller disposes the answer.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancellation = default) => http.SendAsync(request, cancellation);

    public void Dispose() => http.Dispose();
}
