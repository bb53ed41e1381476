using System.Buffers;
using System.Text.Json;

namespace Grains.Notifications;

/// <summary>What a digest says: <c>{"class":"digest","source":…,"thing":"digest:2026-03-01","count":…,"messages":[…]}</c>, each message as its announcement has it.</summary>
public static class Digests
{
    /// <summary>So many messages stand in one digest; the count tells of the others.</summary>
    public const int Most = 500;

    /// <param name="count">How many it has collected.</param>
    /// <param name="messages">The first <see cref="Most"/> of them, each one JSON object in UTF-8, by when they were announced.</param>
    public static byte[] Write(string source, string thing, int count, IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("class", "digest");
            writer.WriteString("source", source);
            writer.WriteString("thing", thing);
            writer.WriteNumber("count", count);
            writer.WriteStartArray("messages");
            foreach (var message in messages) writer.WriteRawValue(message.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
