using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Delivery;

namespace Simulator.Verification;

/// <summary>An entity as the service answers it.</summary>
/// <param name="Status">The HTTP status; 0 where nothing answered as long as patience lasted.</param>
/// <param name="State">With status 200: the state, null where it is no JSON.</param>
/// <param name="Reason">Without an answer: why.</param>
internal readonly record struct ReadState(int Status, JsonNode? State, string Reason);

/// <summary>Asks the service's query API, at several addresses in turn. What does not answer or says 503 is asked again.</summary>
internal sealed class StateReader : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly HttpClient http;
    private readonly Targets targets;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;

    /// <param name="operatorKey">Bearer token of the API, or null where it asks for none.</param>
    public StateReader(IReadOnlyList<Uri> apis, string? operatorKey, TimeSpan patience, TimeProvider time)
    {
        http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout };
        if (operatorKey is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", operatorKey);
        targets = new Targets(apis, time);
        (this.patience, this.time) = (patience, time);
    }

    /// <param name="path">Below <c>/api/</c>.</param>
    public async Task<ReadState> Read(string path, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        for (var failures = 1; ; failures++)
        {
            var target = targets.Next();
            var read = await Ask(new Uri(targets[target], "/api/" + path), stop);
            if (read.Status is not (0 or (int)HttpStatusCode.ServiceUnavailable)) return read;
            if (read.Status == 0) targets.DidNotAnswer(target);
            if (time.GetElapsedTime(began) >= patience) return read;
            if (failures % targets.Count == 0) await Task.Delay(SendOptions.AtOnce.After(failures / targets.Count, 1), time, stop);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<ReadState> Ask(Uri url, CancellationToken stop)
    {
        try
        {
            using var response = await http.GetAsync(url, stop);
            var bytes = await response.Content.ReadAsByteArrayAsync(stop);
            return new ReadState((int)response.StatusCode, response.StatusCode == HttpStatusCode.OK ? Parse(bytes) : null, "");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new ReadState(0, null, fault.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ReadState(0, null, FormattableString.Invariant($"No answer within {Timeout.TotalSeconds} s."));
        }
    }

    private static JsonNode? Parse(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
