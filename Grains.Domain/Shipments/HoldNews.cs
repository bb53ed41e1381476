using System.Globalization;
using Grains.Domain.Announcements;
using Grains.Domain.Entities;

namespace Grains.Domain.Shipments;

/// <summary>
/// What is announced of customs holds. A hold that an event and an entry tell of is announced by the one of them that came first, and is not announced
/// again by the other.
/// </summary>
internal static class HoldNews
{
    private const string Released = "released";

    public static IEnumerable<Standing> Of(EntityState state, Holds holds, AcceptedEvent accepted) =>
        holds.Events.Count + holds.Entries.Count == 0 ? [] : Each(state, holds, accepted);

    private static IEnumerable<Standing> Each(EntityState state, Holds holds, AcceptedEvent accepted)
    {
        var speakers = holds.Entries.Where(entry => entry.HeldSince is not null && IsTold(state, entry.Id)).Select(static entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        // An entry that was announced has one hold in its charge: of those that events tell of and nobody has announced, the first.
        var covered = speakers.Count == 0 ? null : holds.Events.Where(hold => hold.Open && !hold.IsExport && !IsTold(state, hold.Id))
            .OrderBy(static hold => hold.Since).ThenBy(static hold => hold.Id, StringComparer.Ordinal).Select(static hold => hold.Id).FirstOrDefault();
        var byEvent = false;
        foreach (var hold in holds.Events)
        {
            if (hold.Id == covered) continue;
            byEvent |= hold.Open && !hold.IsExport;
            yield return One(hold.Id, hold.Type?.DisplayName ?? hold.Id, hold.Open ? hold.Since : null, hold.Blocking, accepted);
        }

        foreach (var entry in holds.Entries)
        {
            // Held, and announced by an event already.
            if (entry.HeldSince is not null && byEvent && !speakers.Contains(entry.Id)) continue;
            yield return One(entry.Id, entry.Id, entry.HeldSince, true, accepted);
        }
    }

    private static Standing One(string id, string title, DateTimeOffset? since, bool blocking, AcceptedEvent accepted) =>
        new(Thing(id), since is null ? Released : Text(since.Value), since ?? accepted.OccurredAt, since is not null, (writer, _) =>
        {
            writer.Text("state", since is null ? Released : "hold");
            writer.Text("title", title);
            writer.Instant("since", since);
            writer.WriteBoolean("blocking", blocking);
        });

    /// <summary>Whether it was announced last as a hold.</summary>
    private static bool IsTold(EntityState state, string id) => state.Announced.TryGetValue(Thing(id), out var announced) && announced.Value is not (null or Released);

    private static string Thing(string id) => "customs:" + id[(id.IndexOf('#', StringComparison.Ordinal) + 1)..];

    private static string Text(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
