using System.Text.Json;
using Grains.Domain.Facts;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Entities;

/// <summary>The times of an event. The body has the last word on how they are written, for a store on the way may have left out the offset.</summary>
/// <param name="RecordedAt"><c>created_at</c>, else when it occurred, else when it was received.</param>
/// <param name="OccurredAt">As sent, else <paramref name="RecordedAt"/>; null where a time is sent that cannot be read.</param>
internal readonly record struct EventTimes(DateTimeOffset RecordedAt, DateTimeOffset? OccurredAt)
{
    private const string Created = "created_at";
    private const string Occurred = "occurred_at";

    /// <summary>Of a body that is no JSON.</summary>
    public static EventTimes Of(Delivery delivery) => Of(delivery, delivery.CreatedAt, delivery.OccurredAt, false);

    /// <param name="root">The body, an object.</param>
    /// <param name="data">Its <c>data</c>, else the body itself.</param>
    public static EventTimes Of(Delivery delivery, JsonElement root, JsonElement data)
    {
        var created = AsWritten(delivery.CreatedAt, root.Instant(Created));
        var occurred = AsWritten(delivery.OccurredAt, root.Instant(Occurred) ?? data.Instant(Occurred));
        var unread = occurred is null && (IsThere(root, Occurred) || IsThere(data, Occurred) || (created is null && IsThere(root, Created)));
        return Of(delivery, created, occurred, unread);
    }

    /// <summary>States those that are there and cannot be read.</summary>
    public static void NoteUnread(Saying saying, JsonElement root)
    {
        saying.NoteUnread(root, Created);
        saying.NoteUnread(root, Occurred);
        if (!root.TryGet("data", out var data) || data.Instant(Occurred) is not null || !data.TryGetWritten([Occurred], out _, out var field)) return;
        Unread.Note(saying.Facts, saying.Described, "data.occurred_at", field);
    }

    private static EventTimes Of(Delivery delivery, DateTimeOffset? created, DateTimeOffset? occurred, bool unread)
    {
        var recordedAt = Precision.ToMicroseconds(created ?? occurred ?? delivery.ReceivedAt);
        return new EventTimes(recordedAt, unread ? null : Precision.ToMicroseconds(occurred ?? recordedAt));
    }

    private static DateTimeOffset? AsWritten(DateTimeOffset? known, DateTimeOffset? written) =>
        known is null || (written is { } at && Precision.ToMicroseconds(known.Value) == at) ? written : known;

    private static bool IsThere(JsonElement source, string name) => source.TryGetWritten([name], out _, out _);
}
