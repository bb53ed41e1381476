using Flexport.Webhooks.Signatures;

namespace Simulator.Delivery;

/// <summary>Which secret signs which delivery: the first one up to a place in the schedule, then the next.</summary>
/// <param name="Next">Null where no secret is rotated.</param>
/// <param name="RotateAt">The share of deliveries after which <paramref name="Next"/> signs, 0 to 1.</param>
internal sealed record Signing(WebhookSecret First, WebhookSecret? Next, double RotateAt)
{
    /// <summary>The value of <c>X-Hub-Signature-256</c>. A delivery that is sent again is signed as the first time.</summary>
    public string Sign(byte[] body, int place, int deliveries) =>
        SignatureWriter.Sign(body, Next is not null && place >= RotateAt * deliveries ? Next : First);
}
