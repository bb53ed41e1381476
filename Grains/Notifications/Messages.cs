using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Grains.Notifications.Lanes;
using Grains.Subscriptions;

namespace Grains.Notifications;

/// <summary>What an announcement's message gets to say that is only so for one subscription: its last fields.</summary>
public static class Messages
{
    private const string ToldBefore = "toldBefore";
    private const string Told = "told";

    /// <summary>Of an estimate the message with <c>toldBefore</c>, the estimate that the subscription knew of; all others as they are.</summary>
    public static ReadOnlyMemory<byte> Comparing(WaitingLane lane)
    {
        if (!Estimates.Are(lane.Key.Thing)) return lane.Message;
        var before = lane.Told is { } told ? Estimates.Of(told) : lane.Base;
        return before is not { } instant ? lane.Message
            : With(lane.Message.Span, string.Create(CultureInfo.InvariantCulture, $"\"{ToldBefore}\":\"{instant.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}+00:00\""));
    }

    /// <summary>The same, and <c>told</c>: what was told before of the thing, as the message of then had it.</summary>
    public static ReadOnlyMemory<byte> Of(WaitingLane lane)
    {
        var message = Comparing(lane);
        return lane.Told is { } told ? WithTold(message.Span, told) : message;
    }

    /// <summary>A message with what was told before, if anything was.</summary>
    public static byte[] WithTold(ReadOnlySpan<byte> message, ReadOnlyMemory<byte>? told) =>
        told is { } before ? With(message, $"\"{Told}\":{Encoding.UTF8.GetString(before.Span)}") : message.ToArray();

    /// <summary>As the announcement has it.</summary>
    public static ReadOnlyMemory<byte> WithoutTold(JsonElement message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var field in message.EnumerateObject())
            {
                if (field.Name is not (ToldBefore or Told)) field.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <param name="message">One JSON object in UTF-8.</param>
    private static byte[] With(ReadOnlySpan<byte> message, string field) =>
        [.. message[..^1], .. message.Length > 2 ? ","u8 : [], .. Encoding.UTF8.GetBytes(field), (byte)'}'];
}
