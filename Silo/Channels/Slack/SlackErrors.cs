using System.Buffers;
using System.Text;

namespace Silo.Channels.Slack;

/// <summary>
/// The words in which Slack refuses (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, "Handling errors"). Only these are repeated: whoever else answers may
/// repeat a secret.
/// </summary>
internal static class SlackErrors
{
    private const int LongestWord = 64;

    private static readonly SearchValues<byte> OfAWord = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_"u8);

    private static readonly HashSet<string> Known =
    [
        "action_prohibited", "channel_is_archived", "channel_not_found", "invalid_blocks", "invalid_blocks_format", "invalid_payload", "invalid_token",
        "missing_text_or_fallback_or_attachments", "no_active_hooks", "no_service", "no_service_id", "no_team", "no_text", "posting_to_general_channel_denied", "rate_limited", "rollup_error",
        "team_disabled", "too_many_attachments", "user_not_found",
    ];

    /// <summary>The word that the answer begins with; null where it begins with none, or cannot be read.</summary>
    public static async Task<string?> Read(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var start = new byte[LongestWord];
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
            var end = start.AsSpan(0, length).IndexOfAnyExcept(OfAWord);
            var word = Encoding.ASCII.GetString(start, 0, end < 0 ? length : end);
            return Known.Contains(word) ? word : null;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            // The status has been heard, and says enough.
            return null;
        }
    }
}
