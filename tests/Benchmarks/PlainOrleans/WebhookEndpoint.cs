using System.Globalization;
using Flexport.Webhooks.Events;
using Flexport.Webhooks.Signatures;

namespace Benchmarks.PlainOrleans;

/// <summary>Raw bytes, HMAC, envelope, one call of the grain, answer.</summary>
internal sealed class WebhookEndpoint(IGrainFactory grains, WebhookSecret[] secrets)
{
    public async Task Receive(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 1024));
        await request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var headers = new SignatureHeaders(request.Headers[SignatureHeaders.Sha256Name], request.Headers[SignatureHeaders.LegacyName]);
        if (!SignatureVerifier.Verify(body, headers, secrets, allowSha1: false).IsValid)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var envelope = EnvelopeReader.Read(body);
        var key = string.Create(CultureInfo.InvariantCulture, $"{(int)envelope.Subject}/{envelope.SubjectId ?? envelope.EventId}");
        var isNew = await grains.GetGrain<IEntityGrain>(key).Receive(envelope.EventId, envelope.Type ?? "", body);
        await response.WriteAsJsonAsync(new { status = isNew ? "applied" : "duplicate" });
    }
}
