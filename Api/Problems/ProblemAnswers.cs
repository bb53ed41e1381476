using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Api.Problems;

/// <summary>Answers a request with a problem.</summary>
public static class ProblemAnswers
{
    /// <summary>Ends the request with <c>application/problem+json</c>.</summary>
    /// <param name="status">An HTTP status from 400 to 599.</param>
    /// <param name="detail">For a person; never a secret.</param>
    /// <param name="parameter">The parameter that is wrong, where one is.</param>
    /// <param name="errors">All that is wrong with a body, each with its field in front.</param>
    public static Task Problem(this HttpResponse response, int status, string? detail = null, string? parameter = null, IReadOnlyList<string>? errors = null)
    {
        var problem = new Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail, parameter, errors);
        var body = JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJson.Default.Problem);
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>503 and when to come back: one to five seconds, at random, so that not all come back at once.</summary>
    public static Task Unavailable(this HttpResponse response, string detail)
    {
        response.Headers.RetryAfter = Random.Shared.Next(1, 6).ToString(CultureInfo.InvariantCulture);
        return response.Problem(StatusCodes.Status503ServiceUnavailable, detail);
    }
}
