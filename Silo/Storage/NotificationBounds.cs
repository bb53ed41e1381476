using Grains.Interfaces.Notifications;

namespace Silo.Storage;

/// <summary>Between which places a page of notifications lies, and in which states.</summary>
/// <param name="Before">The page has what is less by (made, id): where the page before ended, else the end of the period asked for.</param>
internal readonly record struct NotificationBounds(IReadOnlyList<string> States, DateTimeOffset Since, Cursor Before)
{
    /// <summary>Null when nothing can be between them.</summary>
    /// <exception cref="ArgumentException">The cursor is not that of an earlier page of this question.</exception>
    public static NotificationBounds? Of(NotificationQuery query)
    {
        // An id is not empty, so whatever is made at the instant itself is not before it.
        var before = ListCursor.Read(query) ?? Cursor.Of(query.Before is { } end ? RoundUp(end) : DateTimeOffset.MaxValue, "");
        if (query.Key is { } key && key.Source != query.Source) return null;
        return new NotificationBounds(
            query.State is { } state ? [state] : NotificationStates.All, query.Since is { } since ? RoundUp(since) : DateTimeOffset.MinValue, before);
    }

    /// <summary>The page of rows of which one more than the limit were looked for.</summary>
    public static NotificationPage Page(NotificationQuery query, List<ListedNotification> rows)
    {
        if (rows.Count <= query.Limit) return new NotificationPage(rows, null);
        rows.RemoveRange(query.Limit, rows.Count - query.Limit);
        return new NotificationPage(rows, ListCursor.Write(query, Cursor.Of(rows[^1].CreatedAt, rows[^1].Id)));
    }

    // Stored times are whole microseconds: what is at or after a part of one is at or after the next whole one.
    private static DateTimeOffset RoundUp(DateTimeOffset instant) =>
        Micros.Cut(instant) is var cut && cut < instant && cut < DateTimeOffset.MaxValue.AddMicroseconds(-1) ? cut.AddMicroseconds(1) : cut;
}
