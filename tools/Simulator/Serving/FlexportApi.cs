using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Simulator.Serving;

/// <summary>
/// Flexport's side of the reconciliation API over a world, on this machine alone. Each request: 1 token endpoint, 2 throttle, 3 bearer,
/// 4 <c>Flexport-Version</c>, 5 event, object or list.
/// </summary>
internal sealed class FlexportApi : IAsyncDisposable
{
    private const string VersionHeader = "Flexport-Version";
    private const string EventsPath = "events";
    private const string Scheme = "Bearer ";
    private const int LongestRetryAfter = 3;
    private static readonly string[] Versions = ["2", "3", "2023-07-01"];
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Account account;
    private readonly ServeOptions options;
    private readonly Tokens tokens;
    private readonly Random dice;
    private readonly WebApplication app;

    private FlexportApi(Account account, ServeOptions options, TimeProvider time)
    {
        (this.account, this.options, tokens, dice) = (account, options, new Tokens(time), new Random(options.Seed));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.WebHost.UseShutdownTimeout(Grace);
        app = builder.Build();
        app.Run(Answer);
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new(app.Urls.First());

    /// <param name="options">Port 0 takes a free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<FlexportApi> Start(Account account, ServeOptions options, TimeProvider time, CancellationToken stop)
    {
        var api = new FlexportApi(account, options, time);
        await api.app.StartAsync(stop);
        return api;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task Answer(HttpContext context)
    {
        var request = context.Request;
        var path = (request.Path.Value ?? "").Trim('/');
        if (path == "oauth/token")
        {
            return HttpMethods.IsPost(request.Method)
                ? new TokenEndpoint(options, tokens).Answer(context)
                : ApiAnswer.Refusal(context, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "Tokens are asked for with POST.");
        }

        if (Throttled() is { } wait) return ApiAnswer.TooMany(context, wait, "Too many requests.");
        if (!IsKnown(request)) return ApiAnswer.Refusal(context, StatusCodes.Status401Unauthorized, "unauthorized", "A valid bearer token is required.");
        if (!Versions.Contains(request.Headers[VersionHeader].ToString()))
        {
            return ApiAnswer.Refusal(context, StatusCodes.Status400BadRequest, "bad_request", $"The header {VersionHeader} must be one of {string.Join(", ", Versions)}.");
        }

        return HttpMethods.IsGet(request.Method)
            ? Show(context, path)
            : ApiAnswer.Refusal(context, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "This world is for reading.");
    }

    private Task Show(HttpContext context, string path)
    {
        if (path == EventsPath) return List(context, account.Events, ServedEvent.Filters, (one, filter) => one.Meets(filter), one => one.Json);
        if (account.List(path) is { } objects) return List(context, objects, null, Account.Meets, Account.Bytes);
        var single = path.StartsWith(EventsPath + "/", StringComparison.Ordinal) ? account.Event(path[(EventsPath.Length + 1)..]) : account.Object(path);
        return single is not null
            ? ApiAnswer.One(context, single)
            : ApiAnswer.Refusal(context, StatusCodes.Status404NotFound, "not_found", $"There is nothing at /{path}.");
    }

    private static Task List<T>(HttpContext context, IReadOnlyList<T> all, IReadOnlyCollection<string>? known, Func<T, Filter, bool> meets, Func<T, byte[]> json)
    {
        var (paging, problem) = Paging.Read(context.Request.Query);
        var (filters, second) = Filter.ReadAll(context.Request.Query, known);
        if ((problem ?? second) is { } reason) return ApiAnswer.Refusal(context, StatusCodes.Status400BadRequest, "bad_request", reason);
        if (filters.Count > 0) all = [.. all.Where(one => filters.All(filter => meets(one, filter)))];
        return ApiAnswer.Page(context, paging, all.Count, paging.Of(all).Select(json));
    }

    private TimeSpan? Throttled()
    {
        lock (dice) return dice.NextDouble() < options.Throttle ? TimeSpan.FromSeconds(dice.Next(1, LongestRetryAfter + 1)) : null;
    }

    private bool IsKnown(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var bearer = header[Scheme.Length..].Trim();
        return (options.ApiKey is { } key && bearer == key) || tokens.IsValid(bearer);
    }
}
