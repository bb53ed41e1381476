using System.Text.Json;
using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Announcements;

/// <summary>Deadlines that have fired, each <c>deadline:&lt;kind&gt;[:&lt;subject&gt;]</c>. One that has fired is not taken back: what closes it is news of its own.</summary>
internal static class DeadlineNews
{
    /// <summary>Those of this event: a clock's entry marks one.</summary>
    /// <param name="stakes">Writes what is at stake, given the kind and the subject, which is empty for the whole entity, and <paramref name="of"/>.</param>
    public static IReadOnlyList<Standing> Of<T>(AcceptedEvent accepted, T of, Action<Utf8JsonWriter, string, string, T> stakes)
    {
        List<Standing>? deadlines = null;
        for (var i = 0; i < accepted.Facts.Count; i++)
        {
            var fact = accepted.Facts[i];
            if (fact.About.Part == Part.Deadline && fact.Value is FactValue.Text stage && Fired(fact.About.PartId, stage.Value, accepted, of, stakes) is { } deadline) (deadlines ??= []).Add(deadline);
        }

        return deadlines ?? (IReadOnlyList<Standing>)[];
    }

    /// <param name="mark"><c>kind:subject:due</c> or <c>kind:subject:stage/due</c>, where the subject may have colons of its own.</param>
    private static Standing? Fired<T>(string mark, string stage, AcceptedEvent accepted, T of, Action<Utf8JsonWriter, string, string, T> stakes)
    {
        var (first, last) = (mark.IndexOf(':', StringComparison.Ordinal), mark.LastIndexOf(':'));
        if (first < 0 || first == last) return null;
        var (kind, subject) = (mark[..first], mark[(first + 1)..last]);
        return new Standing($"deadline:{kind}" + (subject.Length > 0 ? ":" + subject : ""), mark[(last + 1)..], accepted.OccurredAt, true, (writer, _) =>
        {
            writer.Text("deadline", kind);
            writer.Text("subject", subject.Length > 0 ? subject : null);
            writer.Text("stage", stage);
            writer.Instant("dueAt", accepted.OccurredAt.ToUniversalTime());
            stakes(writer, kind, subject, of);
        });
    }
}
