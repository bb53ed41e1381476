using System.Buffers;
using Flexport.Webhooks.Events;
using Flexport.Webhooks.Signatures;
using Grains.Interfaces.Entities;
using Grains.Journal;
using EventId = Grains.Interfaces.Entities.EventId;

namespace Benchmarks.Floor;

/// <summary>The way of one delivery as in the service: raw bytes, HMAC, envelope, one entry of the journal, answer. Nothing is decided.</summary>
internal sealed class WebhookEndpoint(Lines lines, WebhookSecret[] secrets, TimeProvider time)
{
    public async Task Receive(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var body = await Read(request);
        var headers = new SignatureHeaders(request.Headers[SignatureHeaders.Sha256Name], request.Headers[SignatureHeaders.LegacyName]);
        if (!SignatureVerifier.Verify(body, headers, secrets, allowSha1: false).IsValid)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var envelope = EnvelopeReader.Read(body);
        // What names no entity is a dead letter in the service; here it is a row like any other.
        var key = new EntityKey("default", envelope.Subject == SubjectKind.None ? EntityKind.Document : (EntityKind)(int)envelope.Subject, envelope.SubjectId ?? envelope.EventId);
        var verdict = await lines.Append(key, new EventId(envelope.EventId), envelope, time.GetUtcNow(), body);
        if (verdict != AppendVerdict.Committed)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var answer = "{\"status\":\"applied\"}"u8.ToArray();
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        await response.Body.WriteAsync(answer);
    }

    private static async Task<byte[]> Read(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
