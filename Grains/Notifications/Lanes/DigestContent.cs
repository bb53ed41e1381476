using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Grains.Interfaces.Entities;
using Grains.Subscriptions;

namespace Grains.Notifications.Lanes;

/// <summary>
/// What a digest says: <c>{"class":"digest","source":…,"thing":"digest:2026-03-01","count":…,"messages":[…]}</c>, each message as its announcement has it, with <c>told</c>, what was told before, where
/// something was.
/// </summary>
public static class DigestContent
{
    /// <summary>So many messages stand in one digest; the next one follows at once.</summary>
    public const int Most = 500;

    /// <summary>And so many bytes of messages: common receivers take no more than 256 KiB.</summary>
    public const int MostBytes = 192 * 1024;

    /// <param name="day">Of the stakeholder, on which it goes out.</param>
    public static byte[] Write(string source, DateOnly day, IReadOnlyList<WaitingLane> members) =>
        Write(source, NotificationIds.Digest + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), members.Count, members.Select(Messages.Of));

    /// <param name="count">How many there are, also where not all of them are said.</param>
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

    /// <summary>The thing of a digest as it stands in its message.</summary>
    public static string Thing(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        return document.RootElement.GetProperty("thing").GetString() ?? NotificationIds.Digest;
    }

    /// <summary>Whether a digest that has the message of a lane can say afterwards that it was this lane's.</summary>
    public static bool CanTell(LaneKey digest, WaitingLane lane)
    {
        try
        {
            using var document = JsonDocument.Parse(lane.Message);
            return Member(digest, document.RootElement) is var member && (member.Lane, member.Revision) == (lane.Key.Id, lane.Revision);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Whom a closed digest told what.</summary>
    public static IReadOnlyList<DigestMember> Members(LaneKey digest, ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        return [.. document.RootElement.GetProperty("messages").EnumerateArray().Select(one => Member(digest, one))];
    }

    private static DigestMember Member(LaneKey digest, JsonElement message)
    {
        var key = new EntityKey(Text("source"), KindOf(Text("kind")), Text("id"));
        var lane = new LaneKey(digest.Subscription, digest.Generation, key, Text("thing"));
        return new DigestMember(lane.Id, message.GetProperty("revision").GetInt32(), Messages.WithoutTold(message));

        string Text(string name) => message.GetProperty(name).GetString() ?? "";
    }

    // As Subject names them.
    private static EntityKind KindOf(string name) => name switch
    {
        "shipment" => EntityKind.Shipment,
        "purchase_order" => EntityKind.PurchaseOrder,
        "invoice" => EntityKind.Invoice,
        _ => EntityKind.None,
    };
}
