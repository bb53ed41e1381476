using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Deadlines;

/// <summary>A deadline that fires: the entry that the journal is given of it.</summary>
/// <param name="DueAt">When it was due, UTC: that is when the entry occurred.</param>
public sealed record DueDeadline(EventId EventId, DateTimeOffset DueAt, IReadOnlyList<Fact> Facts);

/// <summary>
/// What follows from an entity's watches. That a stage has fired is a fact like others, a mark that is there or not, so order cannot matter: marks of
/// times that are no longer watched say nothing. Of stages that passed unnoticed only the last one fires.
/// </summary>
internal static class Lateness
{
    /// <summary>When the clock has to come next; null when nothing is watched any more.</summary>
    public static DateTimeOffset? Next(EntityState state, IReadOnlyList<Watch> watches)
    {
        DateTimeOffset? next = null;
        foreach (var watch in watches)
        {
            var fired = state.Marks.LastStage(watch);
            if (fired + 1 < watch.Stages.Count && !(watch.Stages[fired + 1].DueAt >= next)) next = watch.Stages[fired + 1].DueAt;
            if (ComesBack(state, watch, fired) is { } until && !(until >= next)) next = until;
        }

        return next;
    }

    /// <summary>What has to fire by now.</summary>
    public static IReadOnlyList<DueDeadline> Due(EntityState state, IReadOnlyList<Watch> watches, DateTimeOffset now)
    {
        List<DueDeadline>? due = null;
        foreach (var watch in watches)
        {
            var fired = state.Marks.LastStage(watch);
            var stage = watch.Stages.Count - 1;
            while (stage >= 0 && watch.Stages[stage].DueAt > now) stage--;
            if (stage > fired)
            {
                (due ??= []).Add(Fires(watch, watch.Stages[stage]));
                fired = stage;
            }

            // Also of a stage that fires now: it may have been snoozed under another name of its subject.
            if (ComesBack(state, watch, fired) is { } until && until <= now) (due ??= []).Add(Acknowledgements.ComesBack(watch, until));
        }

        return due ?? (IReadOnlyList<DueDeadline>)[];
    }

    /// <summary>What a person should look at: the watches that have fired, those that somebody has acknowledged too.</summary>
    public static IReadOnlyList<AttentionView> Attention(EntityState state, IReadOnlyList<Watch> watches)
    {
        List<AttentionView>? views = null;
        foreach (var watch in watches)
        {
            var fired = state.Marks.LastStage(watch);
            if (fired >= 0) (views ??= []).Add(View(watch, fired, Acknowledgements.Of(state, watch, watch.Stages[fired])));
        }

        return views ?? (IReadOnlyList<AttentionView>)[];
    }

    /// <summary>A watch that has come to a stage.</summary>
    public static AttentionView View(Watch watch, int fired, Acknowledgements.Seen? seen)
    {
        var (stages, stage) = (watch.Stages, watch.Stages[fired]);
        return new AttentionView(
            watch.Kind.ToName(), watch.Subject.Length == 0 ? null : watch.Subject, stage.Name, stage.DueAt, fired + 1 < stages.Count ? stages[fired + 1].DueAt : null)
        {
            Who = seen?.Who,
            Why = seen?.Why,
            Until = seen?.Until,
            AcknowledgedAt = seen?.Register.RecordedAt,
        };
    }

    /// <summary>When something snoozed comes back; null when it is not snoozed.</summary>
    private static DateTimeOffset? ComesBack(EntityState state, Watch watch, int fired) =>
        fired >= 0 ? Acknowledgements.Of(state, watch, watch.Stages[fired])?.Until : null;

    private static DueDeadline Fires(Watch watch, Stage stage)
    {
        var mark = watch.Mark(stage);
        return new DueDeadline(
            new EventId(DeadlineNames.Prefix + mark.Id), stage.DueAt, [new Fact(new Thing(mark.Part, mark.Id, Aspect.Identity), new FactValue.Text(stage.Name))]);
    }
}
