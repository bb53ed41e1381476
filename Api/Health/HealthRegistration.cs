using System.Text.Json.Serialization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Api.Health;

/// <summary>Registers and maps the probes. Open to everybody: they tell well or not, how far work is behind, and whose transaction holds it up.</summary>
public static class HealthRegistration
{
    public static IServiceCollection AddFlexportHealth(this IServiceCollection services)
    {
        services.TryAddSingleton<Readiness>();
        return services;
    }

    /// <summary><c>GET /health/live</c> touches nothing; <c>GET /health/ready</c> asks every check, for at most two seconds.</summary>
    public static IEndpointRouteBuilder MapFlexportHealth(this IEndpointRouteBuilder endpoints)
    {
        var readiness = endpoints.ServiceProvider.GetRequiredService<Readiness>();
        endpoints.MapGet("/health/live", (RequestDelegate)(context => Answer(context, new HealthAnswer("live", new Dictionary<string, string>()), StatusCodes.Status200OK)));
        endpoints.MapGet("/health/ready", (RequestDelegate)(async context =>
        {
            var answer = await readiness.Ask();
            var ready = answer.Status == Readiness.Ready;
            await Answer(context, answer, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }));
        return endpoints;
    }

    private static Task Answer(HttpContext context, HealthAnswer answer, int status)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, HealthJson.Default.HealthAnswer);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}

/// <param name="Status"><c>live</c>, <c>ready</c>, <c>not_ready</c> or <c>stopping</c>.</param>
/// <param name="Checks">By name: <c>ok</c> or <c>failed</c>.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks)
{
    /// <summary>Figures by what they are of; left out where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>>? Details { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(DateTimeOffset))]
internal sealed partial class HealthJson : JsonSerializerContext;
