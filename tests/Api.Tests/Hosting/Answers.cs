using System.Net;
using System.Text.Json;

namespace Api.Tests.Hosting;

internal static class Answers
{
    public static async Task<JsonElement> Json(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Text()).RootElement;

    public static Task<string> Text(this HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>An answer as RFC 9457 wants it, with the parameter it names, if any.</summary>
    public static async Task ShouldBeProblem(this HttpResponseMessage response, HttpStatusCode status, string? parameter = null)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Json();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("type").GetString().ShouldBe("about:blank");
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        (problem.TryGetProperty("parameter", out var named) ? named.GetString() : null).ShouldBe(parameter);
    }
}
