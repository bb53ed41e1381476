using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Simulator.Serving;

/// <summary>Flexport's envelope: <c>{ _object: "/api/response", self, version, data, error }</c>.</summary>
internal static class ApiAnswer
{
    private const int Version = 2;

    /// <param name="json">The object as it is.</param>
    public static Task One(HttpContext context, byte[] json) => Write(context, StatusCodes.Status200OK, writer => writer.WriteRawValue(json), null);

    /// <param name="page">The objects of this page, as they are.</param>
    public static Task Page(HttpContext context, Paging paging, int all, IEnumerable<byte[]> page) => Write(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("_object", "/api/collections/paginated");
        writer.WriteString("prev", paging.Previous(context.Request));
        writer.WriteString("next", paging.Next(context.Request, all));
        writer.WriteStartArray("data");
        foreach (var json in page) writer.WriteRawValue(json);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }, null);

    /// <param name="code">Such as <c>not_found</c>.</param>
    public static Task Refusal(HttpContext context, int status, string code, string message) =>
        Write(context, status, writer => writer.WriteNullValue(), (code, message));

    /// <summary>429, with how long to wait in whole seconds.</summary>
    public static Task TooMany(HttpContext context, TimeSpan wait, string message)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Refusal(context, StatusCodes.Status429TooManyRequests, "too_many_requests", message);
    }

    private static async Task Write(HttpContext context, int status, Action<Utf8JsonWriter> data, (string Code, string Message)? error)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("_object", "/api/response");
        writer.WriteString("self", context.Request.GetEncodedUrl());
        writer.WriteNumber("version", Version);
        writer.WritePropertyName("data");
        data(writer);
        if (error is { } refusal)
        {
            writer.WriteStartObject("error");
            writer.WriteString("_object", "/api/error");
            writer.WriteString("code", refusal.Code);
            writer.WriteString("message", refusal.Message);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("error");
        }

        writer.WriteEndObject();
    }
}
