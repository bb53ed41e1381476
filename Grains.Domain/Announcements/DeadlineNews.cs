using Grains.Domain.Entities;
using Grains.Domain.Facts;

namespace Grains.Domain.Announcements;

/// <summary>Deadlines that have fired, each <c>deadline:&lt;kind&gt;[:&lt;subject&gt;]</c>. One that has fired is not taken back: what closes it is news of its own.</summary>
internal static class DeadlineNews
{
    /// <summary>Those of this event: a clock's entry marks one.</summary>
    public static IEnumerable<Standing> Of(AcceptedEvent accepted)
    {
        foreach (var fact in accepted.Facts)
        {
            if (fact.About.Part != Part.Deadline || fact.Value is not FactValue.Text stage) continue;
            // kind:subject:due or kind:subject:stage/due, where the subject may have colons of its own.
            var mark = fact.About.PartId;
            var (first, last) = (mark.IndexOf(':', StringComparison.Ordinal), mark.LastIndexOf(':'));
            if (first < 0 || first == last) continue;
            var (kind, subject) = (mark[..first], mark[(first + 1)..last]);
            yield return new Standing($"deadline:{kind}" + (subject.Length > 0 ? ":" + subject : ""), mark[(last + 1)..], accepted.OccurredAt, true, (writer, _) =>
            {
                writer.Text("deadline", kind);
                writer.Text("subject", subject.Length > 0 ? subject : null);
                writer.Text("stage", stage.Value);
                writer.Instant("dueAt", accepted.OccurredAt.ToUniversalTime());
            });
        }
    }
}
