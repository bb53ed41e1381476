using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Simulator.Serving;

/// <summary><c>POST /oauth/token</c>, as JSON or as a form: a token for the right client, ten times a day.</summary>
internal sealed class TokenEndpoint(ServeOptions options, Tokens tokens)
{
    public async Task Answer(HttpContext context)
    {
        if (await Read(context.Request) is not { } fields)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "invalid_request", "The body is neither a JSON object nor a form.");
        }
        else if (Text(fields, "grant_type") != "client_credentials")
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "unsupported_grant_type", "grant_type must be client_credentials.");
        }
        else if (Text(fields, "audience") is not { Length: > 0 })
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "invalid_request", "audience is missing.");
        }
        else if (Text(fields, "client_id") != options.ClientId || Text(fields, "client_secret") != options.ClientSecret)
        {
            await Refuse(context, StatusCodes.Status401Unauthorized, "access_denied", "There is no client with this id and secret.");
        }
        else
        {
            await Issue(context);
        }
    }

    private Task Issue(HttpContext context)
    {
        var (token, wait) = tokens.Issue();
        if (token is null) return ApiAnswer.TooMany(context, wait, $"At most {Tokens.MostADay} tokens are issued a day: keep the one you have.");
        return context.Response.WriteAsJsonAsync(
            new JsonObject { ["access_token"] = token, ["expires_in"] = (int)Tokens.Lifetime.TotalSeconds, ["token_type"] = "Bearer" }, context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, int status, string error, string description)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new JsonObject { ["error"] = error, ["error_description"] = description }, context.RequestAborted);
    }

    private static async Task<JsonObject?> Read(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return [.. form.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString()))];
        }

        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject fields, string name) => fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
