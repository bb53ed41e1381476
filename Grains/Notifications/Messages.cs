using System.Globalization;
using System.Text;

namespace Grains.Notifications;

/// <summary>What a message gets to say that is only so for one subscription.</summary>
public static class Messages
{
    /// <summary>The announcement's message with the estimate that the subscription was told before, if there is one: the last field, <c>toldBefore</c>.</summary>
    /// <param name="message">One JSON object in UTF-8 with a field in it.</param>
    public static byte[] Of(byte[] message, DateTimeOffset? toldBefore) => toldBefore is not { } told ? message :
    [
        .. message.AsSpan()[..^1], .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"toldBefore\":\"{told.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}+00:00\"}}")),
    ];

    /// <summary>The announcement's message with what the subscription was told last, if there is something: the last field, <c>told</c>.</summary>
    /// <param name="message">One JSON object in UTF-8 with a field in it.</param>
    /// <param name="told">One JSON object in UTF-8, or null.</param>
    public static byte[] WithTold(ReadOnlyMemory<byte> message, ReadOnlyMemory<byte>? told) =>
        told is { IsEmpty: false } before ? [.. message.Span[..^1], .. ",\"told\":"u8, .. before.Span, (byte)'}'] : message.ToArray();
}
