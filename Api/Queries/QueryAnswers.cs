using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Grains.Interfaces.Entities;

namespace Api.Queries;

/// <summary>Writes answers of queries.</summary>
internal static class QueryAnswers
{
    public static Task Json<T>(this HttpResponse response, T value, JsonTypeInfo<T> type)
    {
        return response.Bytes(JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");
    }

    /// <summary>Rows are JSON already: they are passed on as they are.</summary>
    public static async Task Page(this HttpResponse response, EntityPage page)
    {
        response.Guard("application/json");
        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var row in page.Items) json.WriteRawValue(row, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteString("next", page.Next);
        json.WriteEndObject();
        await json.FlushAsync();
    }

    /// <summary>Raw bytes as received. They are anybody's: no browser may take them for a page.</summary>
    public static Task Raw(this HttpResponse response, byte[] bytes) => response.Bytes(bytes, "application/octet-stream");

    private static Task Bytes(this HttpResponse response, byte[] bytes, string type)
    {
        response.Guard(type);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes).AsTask();
    }

    private static void Guard(this HttpResponse response, string type)
    {
        response.ContentType = type;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
    }
}
