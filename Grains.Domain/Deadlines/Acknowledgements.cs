using Flexport.Webhooks.Events;
using Grains.Domain.Entities;
using Grains.Domain.Facts;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;

namespace Grains.Domain.Deadlines;

/// <summary>What becomes of a person's word about something that needs attention.</summary>
/// <param name="Attention">What it is about, as it stands with it; null where it is refused.</param>
/// <param name="Entry">What the journal is to be given; null when nothing is new or it is refused.</param>
/// <param name="SaidBefore">Where nothing is new, the entry that has said the same.</param>
public sealed record AcknowledgementDecision(
    AcknowledgementOutcome Outcome, AttentionView? Attention = null, AcknowledgementEntry? Entry = null, EventId? SaidBefore = null);

/// <summary>An acknowledgement as the journal is given it.</summary>
/// <param name="At">When it was said, UTC: occurred and recorded at once.</param>
public sealed record AcknowledgementEntry(EventId EventId, string Type, DateTimeOffset At, IReadOnlyList<Fact> Facts);

/// <summary>
/// What people have said of what needs attention: facts like others, of which the later recorded one stands. It holds for the stage that they had seen; when that
/// is no more the stage it has come to, or the time to come back has come (a mark, as that a deadline has fired is one), it is as if nobody had said anything.
/// </summary>
internal static class Acknowledgements
{
    /// <summary>What holds of a watch at the stage that it has come to; null when nobody has said anything that still holds.</summary>
    public static Seen? Of(EntityState state, Watch watch, Stage stage)
    {
        if (!state.Marks.AnythingSaid) return null;
        if (LastSaid(state, watch) is not { } facts || facts[Aspect.SeenStage] is not { Value: FactValue.Instant seen } register || seen.Value != stage.DueAt) return null;
        // A worse stage may have come to stand at that time. Older programs noted the time alone.
        if ((facts.Text(Aspect.Name) ?? state.Marks.LeastAt(watch, stage)) is { } name && watch.Rank(stage.Name) > watch.Rank(name)) return null;
        var until = facts.Instant(Aspect.SnoozedUntil);
        return until is { } at && IsOver(state, watch, at) ? null : new Seen(facts.Text(Aspect.SeenBy) ?? "", facts.Text(Aspect.SeenBecause), until, register);
    }

    /// <summary>The entry of the clock by which something snoozed comes back.</summary>
    public static DueDeadline ComesBack(Watch watch, DateTimeOffset until)
    {
        var mark = Over(watch.Kind, watch.Subject, until);
        return new DueDeadline(
            new EventId(DeadlineNames.SnoozeOverPrefix + mark.Id["over:".Length..]), until, [new Fact(new Thing(mark.Part, mark.Id, Aspect.Identity), new FactValue.Text(watch.Kind.ToName()))]);
    }

    /// <param name="repeated">Whether the journal has an entry of this very request.</param>
    public static AcknowledgementDecision Decide(EntityState state, IReadOnlyList<Watch> watches, Acknowledgement said, bool repeated, DateTimeOffset now)
    {
        if (state.Version == 0) return new AcknowledgementDecision(AcknowledgementOutcome.UnknownEntity);
        (Watch Watch, int Stage)? found = null;
        foreach (var watch in watches)
        {
            var fired = state.Marks.LastStage(watch);
            if (fired < 0 || watch.Kind.ToName() != said.Kind) continue;
            if (said.Subject is { } subject && !IsSame(subject, watch.Subject) && !watch.Aliases.Any(alias => IsSame(subject, alias))) continue;
            if (said.Subject == watch.Subject)
            {
                found = (watch, fired);
                break;
            }

            if (found is { } other && other.Watch.Subject != watch.Subject) return new AcknowledgementDecision(AcknowledgementOutcome.Ambiguous);
            found ??= (watch, fired);
        }

        if (found is not var (one, at)) return new AcknowledgementDecision(AcknowledgementOutcome.NothingOpen);
        // Somebody else may have spoken since: their word stands.
        if (repeated) return new AcknowledgementDecision(AcknowledgementOutcome.Unchanged, Lateness.View(one, at, Of(state, one, one.Stages[at])), SaidBefore: said.EventId);
        return Decide(state, one, at, said with { Until = WholeSeconds(said.Until) }, now);
    }

    /// <summary>A container or shipment in whatever spelling; anything else whatever its case.</summary>
    private static bool IsSame(string asked, string subject) =>
        string.Equals(asked, subject, StringComparison.OrdinalIgnoreCase)
        || FreightKeys.Container(asked) == FreightKeys.Container(subject)
        || FreightKeys.Shipment(asked) == FreightKeys.Shipment(subject);

    private static AcknowledgementDecision Decide(EntityState state, Watch watch, int fired, Acknowledgement said, DateTimeOffset now)
    {
        var stage = watch.Stages[fired];
        if (Of(state, watch, stage) is { } before && before.Who == said.Who && before.Why == said.Why && before.Until == said.Until)
            return new AcknowledgementDecision(AcknowledgementOutcome.Unchanged, Lateness.View(watch, fired, before), SaidBefore: before.Register.By);
        if (said.Until <= now) return new AcknowledgementDecision(AcknowledgementOutcome.Past);

        // What is said later stands, whatever the clocks of two machines say.
        var part = Said(watch.Kind, watch.Subject);
        var last = LastSaid(state, watch)?[Aspect.SeenStage]?.RecordedAt;
        var recorded = Precision.ToMicroseconds(now.ToUniversalTime());
        if (recorded <= last) recorded = last.Value.AddMicroseconds(1);
        var type = said.Until is null ? DeadlineNames.AcknowledgedType : DeadlineNames.SnoozedType;
        var id = said.EventId;
        Fact[] facts =
        [
            About(Aspect.SeenStage, new FactValue.Instant(stage.DueAt)),
            About(Aspect.Name, new FactValue.Text(stage.Name)),
            About(Aspect.SeenBy, new FactValue.Text(said.Who)),
            About(Aspect.SeenBecause, said.Why is { } why ? new FactValue.Text(why) : null),
            About(Aspect.SnoozedUntil, said.Until is { } until ? new FactValue.Instant(until) : null),
        ];
        var seen = new Seen(said.Who, said.Why, said.Until, new Register(facts[0].Value, new Stamp(recorded, recorded, id)));
        return new AcknowledgementDecision(AcknowledgementOutcome.Accepted, Lateness.View(watch, fired, seen), new AcknowledgementEntry(id, type, recorded, facts));

        Fact About(Aspect aspect, FactValue? value) => new(new Thing(part.Part, part.Id, aspect), value);
    }

    /// <summary>What was said last of the subject, by whatever it was called.</summary>
    private static PartFacts? LastSaid(EntityState state, Watch watch)
    {
        var last = state.Parts.GetValueOrDefault(Said(watch.Kind, watch.Subject));
        foreach (var alias in watch.Aliases)
        {
            if (state.Parts.TryGetValue(Said(watch.Kind, alias), out var other)
                && !(other[Aspect.SeenStage]?.RecordedAt <= last?[Aspect.SeenStage]?.RecordedAt)) last = other;
        }

        return last;
    }

    private static bool IsOver(EntityState state, Watch watch, DateTimeOffset until)
    {
        if (state.Parts.ContainsKey(Over(watch.Kind, watch.Subject, until))) return true;
        foreach (var alias in watch.Aliases)
        {
            if (state.Parts.ContainsKey(Over(watch.Kind, alias, until))) return true;
        }

        return false;
    }

    private static PartKey Said(DeadlineKind kind, string subject) => new(Part.Acknowledgement, $"said:{kind.ToName()}:{subject}");

    private static PartKey Over(DeadlineKind kind, string subject, DateTimeOffset until) => new(Part.Acknowledgement, $"over:{FiredMarks.Write(kind.ToName(), subject, until)}");

    /// <summary>Up, not down: nothing comes back before its time.</summary>
    private static DateTimeOffset? WholeSeconds(DateTimeOffset? at) => at?.ToUniversalTime() is { } utc
        ? utc.Ticks % TimeSpan.TicksPerSecond is > 0 and var part ? utc.AddTicks(TimeSpan.TicksPerSecond - part) : utc
        : null;

    /// <summary>What a person has said that holds.</summary>
    /// <param name="Register">When and by which entry.</param>
    internal sealed record Seen(string Who, string? Why, DateTimeOffset? Until, Register Register);
}
