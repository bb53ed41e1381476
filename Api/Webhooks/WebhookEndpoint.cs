using System.Text.Json;
using Api.Problems;
using Api.Security;
using Flexport.Webhooks.Signatures;

namespace Api.Webhooks;

/// <summary>
/// The way of one delivery over HTTP: 1 source, 2 encoding, 3 size while reading, 4 signature, 5 envelope, 6 entity or dead letters.
/// Of a delivery that is genuine it says 200 when it is durable, else 503, and nothing else.
/// </summary>
internal sealed partial class WebhookEndpoint(
    Sources sources, Intake intake, WebhookInstruments instruments, TimeProvider time, ILogger<WebhookEndpoint> logger)
{
    /// <summary>The longest body taken, in bytes: 1 MiB.</summary>
    public const int MaxBody = 1 << 20;

    public async Task Receive(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);

        // 1. Whose account.
        if (sources.Find(context.GetRouteValue("source") as string ?? SecurityOptions.DefaultSource) is not { } source)
        {
            await response.Problem(StatusCodes.Status404NotFound, "There is no such source.");
            return;
        }

        // 2. Signed are the bytes as sent: nothing is unpacked.
        if (IsEncoded(request))
        {
            Refuse(context, source, "content_encoding", 0);
            response.Headers.AcceptEncoding = "identity";
            await response.Problem(StatusCodes.Status415UnsupportedMediaType, "Send the body as it is, without Content-Encoding.");
            return;
        }

        // 3. The cap holds while reading, whatever length was announced.
        byte[]? read;
        try
        {
            read = await BodyReader.Read(request, MaxBody);
        }
        catch (BadHttpRequestException fault)
        {
            // A chunk that is none, a body that ends too soon or comes too slowly: the sender's fault, not ours.
            Refuse(context, source, "bad_request", 0);
            Close(context);
            await response.Problem(fault.StatusCode, "The body does not arrive as HTTP wants it.");
            return;
        }

        if (read is not { } body)
        {
            Refuse(context, source, "too_large", request.ContentLength ?? MaxBody + 1);
            Close(context);
            await response.Problem(StatusCodes.Status413PayloadTooLarge, "A body has at most 1 MiB.");
            return;
        }

        // 4. Whatever is wrong with the signature, the answer is the same.
        var verdict = SignatureVerifier.Verify(body, Signatures(request), source.Secrets, source.AllowSha1);
        if (Objection(context, source, verdict) is { } objection)
        {
            Refuse(context, source, objection, body.Length, IsGoodSha1(verdict, body, request, source));
            response.Headers.WWWAuthenticate = "Signature realm=\"flexport\"";
            await response.Problem(StatusCodes.Status401Unauthorized, "The signature does not prove that Flexport sent this.");
            return;
        }

        // 5 and 6. From here on the sender going away changes nothing.
        var began = time.GetTimestamp();
        var outcome = await intake.Accept(source.Name, Reading.Of(source.Name, body, time.GetUtcNow(), verdict.SecretLabel!));
        instruments.Delivered(outcome.Status, time.GetElapsedTime(began));
        await Tell(response, outcome);
    }

    private static Task Tell(HttpResponse response, Outcome outcome)
    {
        if (outcome.Status == OutcomeKind.Unavailable) return response.Unavailable("The event could not be made durable now. Send it again.");
        var answer = JsonSerializer.SerializeToUtf8Bytes(outcome, OutcomeJson.Default.Outcome);
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        return response.Body.WriteAsync(answer).AsTask();
    }

    /// <summary>Why a delivery is not believed, or null.</summary>
    private static string? Objection(HttpContext context, Source source, SignatureVerdict verdict)
    {
        if (!verdict.IsValid) return Outcome.Snake(verdict.Outcome.ToString());
        return source.IsDevelopmentSecret(verdict.SecretLabel!) && !ThisMachine.Asks(context) ? "development_secret" : null;
    }

    /// <summary>Whether Flexport itself sent what is refused: only its operator has to allow the old signature.</summary>
    private static bool IsGoodSha1(SignatureVerdict verdict, byte[] body, HttpRequest request, Source source) =>
        verdict.Outcome == SignatureOutcome.LegacyNotAllowed && SignatureVerifier.Verify(body, Signatures(request), source.Secrets, allowSha1: true).IsValid;

    // What is left of the body cannot be told from the next request.
    private static void Close(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol)) context.Response.Headers.Connection = "close";
    }

    private static SignatureHeaders Signatures(HttpRequest request) =>
        new(request.Headers[SignatureHeaders.Sha256Name], request.Headers[SignatureHeaders.LegacyName]);

    private static bool IsEncoded(HttpRequest request)
    {
        foreach (var value in request.Headers.ContentEncoding)
        {
            if (!string.IsNullOrWhiteSpace(value) && !value.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private void Refuse(HttpContext context, Source source, string reason, long length, bool goodSha1 = false)
    {
        instruments.Refused(reason, goodSha1 ? "allow_sha1" : null);
        LogRefused(logger, source.Name, reason, length, context.Connection.RemoteIpAddress);
        if (goodSha1) LogGoodSha1(logger, source.Name, $"Flexport:Sources:{source.Name}:AllowSha1");
    }
}
