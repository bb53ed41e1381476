using System.Collections.Immutable;
using Grains.Domain.Announcements;
using Grains.Domain.Deadlines;
using Grains.Domain.Facts;

namespace Grains.Domain.Entities;

/// <summary>All that is known of an entity: a join of facts, so that order cannot matter. Immutable.</summary>
public sealed record EntityState
{
    private static readonly ImmutableSortedDictionary<string, Announced> NothingAnnounced = ImmutableSortedDictionary.Create<string, Announced>(StringComparer.Ordinal);

    // What a kind's rules derive of these very parts; not part of the state, and left behind when the parts are changed.
    private Derived derived = new();

    // What is made of its texts: shared by all states in a row that have the same ones.
    private Derived texts = new();

    private readonly PartDictionary parts = PartDictionary.Empty;

    private EntityState() { }

    private EntityState(EntityState original)
    {
        Version = original.Version;
        UpdatedAt = original.UpdatedAt;
        parts = original.parts;
        derived = original.derived;
        Estimates = original.Estimates;
        texts = original.texts;
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
    public PartDictionary Parts
    {
        get => parts;
        init
        {
            // The empty state is everybody's.
            if (ReferenceEquals(parts, value) && value.Count > 0) return;
            parts = value;
            derived = new Derived();
            texts = new Derived();
        }
    }

    /// <summary>Every estimate of a shipment that was ever stated: a join as <see cref="Parts"/>, which have what stands. Empty for all other entities.</summary>
    public EstimateHistory Estimates { get; init; } = EstimateHistory.Empty;

    /// <summary>
    /// Milestones that have ever been known, withdrawn ones too: first known when, late or not, announced how. Not part of the join:
    /// this does depend on the order, as lateness and announcements must.
    /// </summary>
    public ImmutableDictionary<MilestoneKey, FirstKnown> Known { get; init; } = ImmutableDictionary<MilestoneKey, FirstKnown>.Empty;

    /// <summary>What was announced last, by thing, milestones left out: their part is in <see cref="Known"/>. Depends on the order as that does.</summary>
    public ImmutableSortedDictionary<string, Announced> Announced { get; init; } = NothingAnnounced;

    /// <summary>What is known of the entity itself.</summary>
    public PartFacts Whole => Parts.TryGetValue(PartKey.Whole, out var whole) ? whole : PartFacts.Empty;

    /// <summary>The deadlines that have fired, so that nobody has to look for them among the parts.</summary>
    internal FiredMarks Marks { get; init; } = FiredMarks.None;

    /// <summary>This and what the event adds to it.</summary>
    public EntityState Join(AcceptedEvent accepted) => Join(accepted, Estimates);

    /// <param name="estimates">With those of the event.</param>
    public EntityState Join(AcceptedEvent accepted, EstimateHistory estimates)
    {
        var (parts, newTexts) = accepted.Facts.Count > 0 ? PartJoin.Of(Parts, accepted) : (Parts, false);
        var marks = Marks;
        for (var i = 0; i < accepted.Facts.Count; i++)
        {
            var fact = accepted.Facts[i];
            if (fact.About.Part is Part.Deadline or Part.Acknowledgement) marks = marks.Add(PartKey.Of(fact.About.Part, fact.About.PartId), fact.Value);
        }

        var receivedAt = Precision.ToMicroseconds(accepted.ReceivedAt.ToUniversalTime());
        var next = this with
        {
            Version = accepted.Version,
            UpdatedAt = receivedAt > UpdatedAt ? receivedAt : UpdatedAt,
            Parts = parts,
            Estimates = estimates,
            Marks = marks,
        };
        // The empty state is everybody's.
        if (!newTexts && Version > 0) next.texts = texts;
        return next;
    }

    /// <summary>What the rules make of the parts in this state and of nothing else: made once, and kept from state to state as long as the parts stay. Two turns that make it at once make the same.</summary>
    internal T Derive<T>(Func<EntityState, T> make)
        where T : class
    {
        if (derived.Value is T made) return made;
        made = make(this);
        derived.Value = made;
        return made;
    }

    /// <summary>
    /// What is made of the texts in this state (ids, names, numbers, words) and of nothing else, not even of when they were recorded: made once, and kept from
    /// state to state until a text changes or something new becomes known.
    /// </summary>
    /// <param name="holds">Whether what was made for an earlier state holds for this one.</param>
    internal T DeriveFromTexts<T>(Func<T, bool> holds, Func<T> make)
        where T : class
    {
        if (texts.Value is T made && holds(made)) return made;
        made = make();
        if (Version > 0) texts.Value = made;
        return made;
    }

    /// <summary>By identity: a state is compared by what it is encoded to, never field by field.</summary>
    public bool Equals(EntityState? other) => ReferenceEquals(this, other);

    private sealed class Derived
    {
        public object? Value { get; set; }
    }

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
