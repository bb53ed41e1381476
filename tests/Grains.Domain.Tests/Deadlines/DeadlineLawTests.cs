using CsCheck;
using Grains.Domain.Deadlines;
using Grains.Domain.Entities;
using Grains.Domain.Shipments;
using Grains.Domain.Tests.Histories;
using Grains.Interfaces.Deadlines;
using Grains.Interfaces.Entities;
using Grains.Interfaces.Shipments;

namespace Grains.Domain.Tests.Deadlines;

/// <summary>Laws that hold for every history, whenever the clock comes.</summary>
public sealed class DeadlineLawTests
{
    private static readonly ShipmentRules Rules = new(new DeadlinePolicy());
    private static readonly EntityKey Key = Stories.Shipment7001;

    private static readonly Gen<DateTimeOffset> Now = Gen.Int[0, 24 * 90].Select(hours => Say.At("2026-01-01T00:00:00Z").AddHours(hours));

    /// <summary>Events and visits of the clock, whose time only moves on; and what people say of what needs attention then.</summary>
    private static readonly Gen<(Delivery[] History, DateTimeOffset[] Clock, int[] Words)> Lives =
        Gen.Select(HistoryGen.OfShipment, Now.Array[1, 6].Select(times => times.Order().ToArray()), Gen.Int[0, 5].Array[1, 6]);

    [Fact]
    public void AfterTheClockHasCome_NothingIsDue_AndItComesNextLater() => Lives.Sample(
        life =>
        {
            foreach (var (state, now) in Live(life.History, life.Clock, life.Words).Visits)
            {
                Rules.Due(state, now).ShouldBeEmpty();
                var next = Rules.Summarize(Key, state).NextDeadlineAt;
                if (next is { } at) at.ShouldBeGreaterThan(now);
                Rules.View(Key, state).Attention.ShouldAllBe(one => one.Since <= now && !(one.NextAt <= now));
            }
        },
        iter: 3_000);

    [Fact]
    public void BeforeItsTime_NothingFires() => Lives.Sample(
        life => Live(life.History, life.Clock, life.Words).Fired.ShouldAllBe(fired => fired.Due.DueAt <= fired.Now),
        iter: 3_000);

    [Fact]
    public void UntilTheTimeThatTheHeadNames_NothingIsDue() => Lives.Sample(
        life =>
        {
            foreach (var (state, _) in Live(life.History, life.Clock, life.Words).Visits)
            {
                if (Rules.Summarize(Key, state).NextDeadlineAt is not { } next) continue;
                Rules.Due(state, next.AddTicks(-1)).ShouldBeEmpty();
                Rules.Due(state, next).ShouldNotBeEmpty();
            }
        },
        iter: 3_000);

    [Fact]
    public void NoDeadlineFiresTwice() => Lives.Sample(
        life => Live(life.History, life.Clock, life.Words).Fired.Select(fired => fired.Due.EventId).ShouldBeUnique(),
        iter: 3_000);

    [Fact]
    public void AttentionDoesNotDependOnTheOrderOfEventsAndMarks() => Gen.Select(Lives, Gen.Int).Sample(
        (life, seed) =>
        {
            var entries = Live(life.History, life.Clock, life.Words).Entries;
            var shuffled = entries.ToArray();
            new Random(seed).Shuffle(shuffled);
            Attention(Fold(shuffled)).ShouldBe(Attention(Fold(entries)));
        },
        iter: 3_000);

    private static string Attention(EntityState state) => string.Join('\n', Rules.View(Key, state).Attention);

    private static EntityState Fold(IEnumerable<AcceptedEvent> entries) =>
        entries.Aggregate(EntityState.Empty, (state, entry) => Rules.Apply(Key, state, entry with { Version = state.Version + 1 }).Next);

    /// <summary>Lets the clock come between the events, evenly, and once more at the end of each visit's hour.</summary>
    private static Life Live(Delivery[] history, DateTimeOffset[] clock, int[] words)
    {
        var life = new Life([], [], []);
        var state = EntityState.Empty;
        for (var i = 0; i < Math.Max(history.Length, clock.Length); i++)
        {
            if (i < history.Length)
            {
                var report = Rules.Read(history[i]);
                Accept(new AcceptedEvent(0, history[i].EventId, history[i].Type, report.OccurredAt, report.RecordedAt, history[i].ReceivedAt, report.Facts));
            }

            if (i >= clock.Length) continue;
            foreach (var due in Rules.Due(state, clock[i]))
            {
                Accept(new AcceptedEvent(0, due.EventId, DeadlineNames.Type, due.DueAt, due.DueAt, clock[i], due.Facts));
                life.Fired.Add((due, clock[i]));
            }

            life.Visits.Add((state, clock[i]));
            Speak(words[i % words.Length], clock[i]);
        }

        return life;

        // Nothing, acknowledged, or snoozed for some hours: the first thing that nobody has spoken of.
        void Speak(int word, DateTimeOffset now)
        {
            if (word == 0 || Rules.View(Key, state).Attention.FirstOrDefault(one => one.AcknowledgedAt is null) is not { } open) return;
            var said = Rules.Acknowledge(state, new Acknowledgement(open.Kind, open.Subject, $"person {word}", null, word == 1 ? null : now.AddHours(word * 60), new Guid(life.Visits.Count, 0, 0, new byte[8])), repeated: false, now);
            said.Outcome.ShouldBe(AcknowledgementOutcome.Accepted);
            var entry = said.Entry!;
            Accept(new AcceptedEvent(0, entry.EventId, entry.Type, entry.At, entry.At, now, entry.Facts));
            Rules.View(Key, state).Attention.ShouldContain(said.Attention!);
            life.Visits.Add((state, now));
        }

        void Accept(AcceptedEvent entry)
        {
            var accepted = entry with { Version = state.Version + 1 };
            state = Rules.Apply(Key, state, accepted).Next;
            life.Entries.Add(accepted);
        }
    }

    private sealed record Life(List<AcceptedEvent> Entries, List<(DueDeadline Due, DateTimeOffset Now)> Fired, List<(EntityState State, DateTimeOffset Now)> Visits);
}
