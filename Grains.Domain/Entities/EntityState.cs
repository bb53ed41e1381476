using System.Collections.Immutable;
using Grains.Domain.Announcements;
using Grains.Domain.Deadlines;
using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>All that is known of an entity: a join of facts, so that order cannot matter. Immutable.</summary>
public sealed record EntityState
{
    private static readonly ImmutableSortedDictionary<string, Announced> NothingAnnounced = ImmutableSortedDictionary.Create<string, Announced>(StringComparer.Ordinal);

    // What a kind's rules derive of this very state; not part of it, and left behind when the state is changed.
    private object? derived;

    private EntityState() { }

    private EntityState(EntityState original)
    {
        Version = original.Version;
        UpdatedAt = original.UpdatedAt;
        Parts = original.Parts;
        Known = original.Known;
        Announced = original.Announced;
        Marks = original.Marks;
    }

    public static EntityState Empty { get; } = new();

    /// <summary>How many events it folds.</summary>
    public long Version { get; init; }

    /// <summary>When the last of them was received, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The join: what is known of each part, the same for every order of the events.</summary>
    public ImmutableSortedDictionary<PartKey, PartFacts> Parts { get; init; } = ImmutableSortedDictionary<PartKey, PartFacts>.Empty;

    /// <summary>
    /// Milestones that have ever been known, withdrawn ones too: first known when, late or not, announced how. Not part of the join:
    /// this does depend on the order, as lateness and announcements must.
    /// </summary>
    public ImmutableDictionary<MilestoneKey, FirstKnown> Known { get; init; } = ImmutableDictionary<MilestoneKey, FirstKnown>.Empty;

    /// <summary>What was announced last, by thing, milestones left out: their part is in <see cref="Known"/>. Depends on the order as that does.</summary>
    public ImmutableSortedDictionary<string, Announced> Announced { get; init; } = NothingAnnounced;

    /// <summary>What is known of the entity itself.</summary>
    public PartFacts Whole => Parts.GetValueOrDefault(PartKey.Whole, PartFacts.Empty);

    /// <summary>The deadlines that have fired, so that nobody has to look for them among the parts.</summary>
    internal FiredMarks Marks { get; init; } = FiredMarks.None;

    /// <summary>This and what the event adds to it.</summary>
    public EntityState Join(AcceptedEvent accepted)
    {
        var parts = Parts;
        var marks = Marks;
        if (accepted.Facts.Count > 0)
        {
            var occurredAt = accepted.OccurredAt.ToUniversalTime();
            var recordedAt = accepted.RecordedAt.ToUniversalTime();
            var building = parts.ToBuilder();
            foreach (var fact in accepted.Facts)
            {
                var key = new PartKey(fact.About.Part, fact.About.PartId);
                var register = new Register(fact.Value, occurredAt, fact.RecordedAt?.ToUniversalTime() ?? recordedAt, accepted.EventId);
                marks = marks.Add(key);
                var before = building.GetValueOrDefault(key, PartFacts.Empty);
                var after = before.Join(fact.About.Aspect, register);
                if (!ReferenceEquals(before, after)) building[key] = after;
            }

            parts = building.ToImmutable();
        }

        var receivedAt = Precision.ToMicroseconds(accepted.ReceivedAt.ToUniversalTime());
        return this with
        {
            Version = accepted.Version,
            UpdatedAt = receivedAt > UpdatedAt ? receivedAt : UpdatedAt,
            Parts = parts,
            Marks = marks,
        };
    }

    /// <summary>What the rules make of this state, made once. Two turns that make it at once make the same.</summary>
    internal T Derive<T>(Func<EntityState, T> make)
        where T : class
    {
        if (derived is T made) return made;
        made = make(this);
        derived = made;
        return made;
    }

    /// <summary>By identity: a state is compared by what it is encoded to, never field by field.</summary>
    public bool Equals(EntityState? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
