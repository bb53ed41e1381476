using System.Collections.Immutable;
using Grains.Domain.Entities;

namespace Grains.Domain.Announcements;

/// <summary>Announces what has changed since it was announced last.</summary>
internal static class Telling
{
    /// <summary>The state that knows what is announced now, and the announcements. Nothing is said twice in a row.</summary>
    /// <param name="state">With the event's facts in it.</param>
    /// <param name="subject">Asked only when something is announced.</param>
    public static (EntityState State, IReadOnlyList<Announcement> Announcements) Note(
        EntityState state, AcceptedEvent accepted, IEnumerable<Standing> standings, Func<Subject> subject)
    {
        var announced = state.Announced;
        List<Announcement>? announcements = null;
        foreach (var standing in standings)
        {
            var before = announced.GetValueOrDefault(standing.Thing);
            if (before is null ? standing.Value is null || !standing.Begins : before.Value == standing.Value) continue;
            var revision = before is null ? 0 : before.Revision + 1;
            announced = announced.SetItem(standing.Thing, new Announced(revision, standing.Value));
            var message = subject().Message(
                standing.Thing, revision, standing.Value is null, standing.OccurredAt, accepted.RecordedAt.ToUniversalTime(), accepted.EventId,
                writer => standing.Fields(writer, before?.Value));
            (announcements ??= []).Add(new Announcement(standing.Thing, revision, standing.OccurredAt, message));
        }

        return announcements is null ? (state, []) : (state with { Announced = announced }, announcements);
    }
}
