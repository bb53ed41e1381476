using System.Net;
using Grains.Notifications;

namespace Silo.Channels.Outgoing;

/// <summary>
/// What an answer means. Who asks for patience or is out of order gets the message again; who does not know us does too, for people mend that while the retries last. Every other refusal is this
/// message's alone, and at once: the same bytes would be refused again, and what comes after may be taken.
/// </summary>
internal static class HttpVerdicts
{
    /// <param name="retryAfter">What the target asked for.</param>
    /// <param name="said">What its body says, in known words; null for nothing.</param>
    public static SendResult Of(HttpStatusCode status, TimeSpan? retryAfter, string? said = null)
    {
        var number = (int)status;
        var answer = said is null ? $"The target answered {number}" : $"The target answered {number} ({said})";
        return number switch
        {
            >= 200 and < 300 => new SendResult(SendVerdict.Sent),
            408 or 425 or 429 => new SendResult(SendVerdict.Retry, retryAfter, $"{answer}.", SendFault.Target),
            401 or 403 or 407 => new SendResult(SendVerdict.Retry, retryAfter, $"{answer}: it does not accept who sends. Look at the contact's address and secret, and at who may post there.", SendFault.Target),
            >= 500 => new SendResult(SendVerdict.Retry, retryAfter, $"{answer}.", SendFault.Target, MayHaveArrived: true),
            _ => new SendResult(SendVerdict.Failed, Error: $"{answer}{Advice(number)}.", Fault: SendFault.Message),
        };
    }

    private static string Advice(int status) => status switch
    {
        >= 300 and < 400 => ", a redirect, which is not followed: give the contact its new address",
        404 or 410 => ": nothing takes messages there. Look at the contact's address",
        413 => ": the message is too large for it",
        _ => ": it does not take this message",
    };
}
