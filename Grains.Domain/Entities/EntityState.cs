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

    // What is made of its texts: shared by all states in a row that have the same ones.
    private Texts texts = new();

    private EntityState() { }

    private EntityState(EntityState original)
    {
        Version = original.Version;
        UpdatedAt = original.UpdatedAt;
        Parts = original.Parts;
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
        get;
        init
        {
            field = value;
            texts = new Texts();
        }
    } = PartDictionary.Empty;

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
        foreach (var fact in accepted.Facts)
        {
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

    /// <summary>What the rules make of this state, made once. Two turns that make it at once make the same.</summary>
    internal T Derive<T>(Func<EntityState, T> make)
        where T : class
    {
        if (derived is T made) return made;
        made = make(this);
        derived = made;
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
        if (texts.Derived is T made && holds(made)) return made;
        made = make();
        if (Version > 0) texts.Derived = made;
        return made;
    }

    /// <summary>By identity: a state is compared by what it is encoded to, never field by field.</summary>
    public bool Equals(EntityState? other) => ReferenceEquals(this, other);

    private sealed class Texts
    {
        public object? Derived { get; set; }
    }

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
